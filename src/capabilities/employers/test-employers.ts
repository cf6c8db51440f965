import type { Visitor } from '../../../test/harness/app'

let count = 0
const words = ['Lantern', 'Basket', 'Copper', 'Meadow', 'Violet', 'Thunder', 'Pebble', 'Garden', 'Kite', 'Saddle', 'Marble', 'Window']
/** Fields of the form; a new name and register number each time. */
export function employerFields(change: Record<string, string | undefined> = {}) {
  count += 1
  return {
    nameLatin: `${words[count % words.length] ?? ''} ${words[(count * 5 + 3) % words.length] ?? ''} ${'aeiou'[count % 5] ?? ''}`, registerNumber: `E${String(100_000 + count)}`, districtCode: '0101', contactName: 'Contact Person',
    phone: `0123456${String(count).padStart(2, '0')}`, different: 'yes', ...change,
  }
}
export async function enterEmployer(by: Visitor, change: Record<string, string | undefined> = {}): Promise<string> {
  const reply = await by.post('/en/employers/new', employerFields(change))
  if (reply.status !== 303) throw new Error(`The employer was not entered: ${reply.status}`)
  return reply.location.split('/').at(-1) ?? ''
}
