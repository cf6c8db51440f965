/** What an import file may hold at most. Beyond it a file is refused before it is read. */
export const importLimits = {
  bytes: 10 * 1024 * 1024,
  unpackedBytes: 100 * 1024 * 1024,
  zipEntries: 200,
  /** Rows of data; the heading row comes on top. */
  rows: 20_000,
  columns: 100,
  /** Characters of one cell, as in spreadsheets. */
  cellCharacters: 32_767,
  /** Characters of all cells together: one long text may stand in a million cells of a small file. */
  tableCharacters: 60_000_000,
  seconds: 60,
  megabytes: 512,
} as const
