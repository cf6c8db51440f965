import { foldDigits } from '../../platform/text/script-folds'
import { nameSimilarity, type ComparedPerson } from '../../platform/text/duplicates'
import { nameKeys } from '../../platform/text/name-keys'
import { textKey } from '../../platform/text/text-key'

/** Names of more words are found by their sorted words and as written: 24 orders of each name would fill the table. */
const mostOrdered = 3

interface Findable {
  nameNative?: string | null | undefined
  nameLatin?: string | null | undefined
  registerNumber?: string | null | undefined
  phone?: string | null | undefined
  chat?: string | null | undefined
}

/** A register number as it is stored and compared: digits of every script as 0-9, capitals, no spaces. */
export const plainRegisterNumber = (typed: string): string => foldDigits(typed.normalize('NFC')).toUpperCase().replace(/\s+/g, '')

/** Texts under which an employer is found: names as written and by sound, register number, phone in E.164. */
export function keysOf({ nameNative, nameLatin, registerNumber, phone, chat }: Findable): string[] {
  const keys = new Set<string>()
  for (const name of [nameNative, nameLatin]) {
    if (!name) continue
    const made = nameKeys(name)
    if (made.key) keys.add(`name:${made.key}`)
    for (const order of made.words.length <= mostOrdered ? made.orders : [made.joined]) keys.add(`sound:${order}`)
    if (made.words.length > 0) keys.add(`words:${made.words.join(' ')}`)
  }
  if (registerNumber) keys.add(`register:${plainRegisterNumber(registerNumber)}`)
  if (phone) keys.add(`phone:${phone}`)
  if (chat) keys.add(`chat:${textKey(chat)}`)
  return [...keys]
}

const nobody = { birthYear: null, birthMonth: null, birthDay: null, sex: null, phones: [], province: null, district: null, commune: null, village: null, documents: [] }

/** How alike two employers' names are, in hundredths; 80 and more in one province is shown. */
export const namesAlike = (a: Findable, b: Findable): number => {
  const compared = ({ nameNative, nameLatin }: Findable): ComparedPerson => ({ ...nobody, nativeName: nameNative ?? null, latinName: nameLatin ?? null })
  return nameSimilarity(compared(a), compared(b))
}
