import { crc32 } from 'node:zlib'

interface Placed {
  readonly name: Buffer
  readonly content: Buffer
  readonly crc: number
  readonly offset: number
}

/**
 * A ZIP archive with its entries stored, in pieces. The reader of workbooks unpacks by local headers and the walk by
 * the directory; a file may say different things in both. So the reader gets a new archive of what was checked.
 */
export function* storedZip(parts: Iterable<readonly [string, Buffer]>): Generator<Buffer> {
  const placed: Placed[] = []
  let offset = 0
  for (const [path, content] of parts) {
    const entry = { name: Buffer.from(path), content, crc: crc32(content), offset }
    placed.push(entry)
    const header = Buffer.concat([signature(0x04034b50), facts(entry), entry.name])
    offset += header.length + content.length
    yield header
    yield content
  }
  const directory = Buffer.concat(placed.map(directoryEntry))
  yield directory
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(placed.length, 8)
  end.writeUInt16LE(placed.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  yield end
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** Version 2.0, UTF-8 names, stored, 1 January 1980, checksum, sizes, length of the name. */
function facts({ name, content, crc }: Placed): Buffer {
  const bytes = Buffer.alloc(26)
  bytes.writeUInt16LE(20, 0)
  bytes.writeUInt16LE(0x0800, 2)
  bytes.writeUInt16LE(0x21, 8)
  bytes.writeUInt32LE(crc, 10)
  bytes.writeUInt32LE(content.length, 14)
  bytes.writeUInt32LE(content.length, 18)
  bytes.writeUInt16LE(name.length, 22)
  return bytes
}

function directoryEntry(entry: Placed): Buffer {
  const madeBy = Buffer.from([20, 0])
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(entry.offset, 10)
  return Buffer.concat([signature(0x02014b50), madeBy, facts(entry), rest, entry.name])
}
