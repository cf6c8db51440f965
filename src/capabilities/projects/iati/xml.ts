/** An element of a document that has no mixed content. */
export interface Xml {
  name: string
  attributes?: Readonly<Record<string, string>>
  children?: readonly Xml[]
  text?: string
}

export const element = (name: string, attributes: Readonly<Record<string, string>> = {}, ...children: readonly Xml[]): Xml => ({ name, attributes, children })
export const textElement = (name: string, text: string, attributes: Readonly<Record<string, string>> = {}): Xml => ({ name, attributes, text })

/** Characters that XML 1.0 forbids are left out. */
const escape = (text: string) =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

export function writeXml(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, '').join('\n')}\n`
}

function lines({ name, attributes = {}, children = [], text }: Xml, indent: string): string[] {
  const head = `${indent}<${name}${Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`).join('')}`
  if (text !== undefined) return [`${head}>${escape(text)}</${name}>`]
  if (children.length === 0) return [`${head}/>`]
  return [`${head}>`, ...children.flatMap((child) => lines(child, `${indent}  `)), `${indent}</${name}>`]
}
