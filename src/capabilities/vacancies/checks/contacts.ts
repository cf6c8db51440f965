import { foldDigits } from '../../../platform/text/script-folds'

/** Phones, chat names and web addresses in a text, each in one form. */
export function contactsIn(text: string): Set<string> {
  const plain = foldDigits(text).toLowerCase()
  const found = new Set<string>()
  for (const [phone] of plain.matchAll(/\+?[0-9][0-9 ().-]{6,18}[0-9]/g)) {
    const digits = phone.replace(/[^0-9]/g, '')
    if (digits.length >= 8 && digits.length <= 15) found.add(`phone ${digits.slice(-8)}`)
  }
  for (const [, name] of plain.matchAll(/(?:^|[\s:(])@([a-z0-9_.]{4,40})/g)) found.add(`chat ${name}`)
  for (const [address] of plain.matchAll(/\b(?:t\.me|wa\.me|m\.me|line\.me|fb\.com|facebook\.com)\/[a-z0-9_.+/-]{2,60}/g)) found.add(`web ${address.replace(/[/.]+$/, '')}`)
  for (const [, host] of plain.matchAll(/\bhttps?:\/\/(?:www\.)?([a-z0-9.-]+\.[a-z]{2,})/g)) if (host && !/^(t|wa|m|line)\.me$|^(facebook|fb)\.com$/.test(host)) found.add(`web ${host}`)
  return found
}
