/** One tag of an XML text, without its namespace prefix. */
export interface XmlTag {
  readonly name: string
  readonly isEnd: boolean
  readonly attributes: string
  /** Where the tag begins and where the text behind it begins. */
  readonly from: number
  readonly to: number
}

/**
 * The tags of these names, in order, also those in comments: for refusing files, not for reading them. A quoted
 * attribute may contain '>'.
 */
export function* tagsNamed(xml: string, names: readonly string[]): Generator<XmlTag> {
  const tag = new RegExp(`<(/?)(?:[\\w.-]+:)?(${names.join('|')})(?=[\\s/>])((?:"[^"]*"|'[^']*'|[^>"'])*)>`, 'g')
  for (let found = tag.exec(xml); found; found = tag.exec(xml)) {
    const [all, slash = '', name = '', attributes = ''] = found
    yield { name, isEnd: slash === '/', attributes, from: found.index, to: found.index + all.length }
  }
}

/** The value of an attribute, whatever its prefix, with entities resolved. */
export function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return found ? unescapeXml(found[1] ?? found[2] ?? '') : undefined
}

export function unescapeXml(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(\w+));/g, (all, hex?: string, decimal?: string, name?: string) => {
    const code = hex !== undefined ? parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : undefined
    if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : all
    return named[name ?? ''] ?? all
  })
}
