/** Sound classes of name skeletons: K G C T N P M Y R L V S H. Letters that are not listed (vowels) fall away. */
const khmer: Record<string, string> = {
  K: 'កខគឃ', G: 'ង', C: 'ចឆជឈ', T: 'ដឋឌឍតថទធ', N: 'ញណន', P: 'បផពភ', M: 'មំ', Y: 'យ', R: 'រ', L: 'លឡ', V: 'វ',
  S: 'សឝឞ', H: 'ហ',
}
const lao: Record<string, string> = {
  K: 'ກຂຄ', G: 'ງ', C: 'ຈ', S: 'ສຊ', T: 'ດຕຖທ', N: 'ນໜ', Y: 'ຍຢຽ', P: 'ບປຜພຝຟ', M: 'ມໝຳ', R: 'ຣ', L: 'ລຼ', V: 'ວ',
  H: 'ຫຮ',
}
const classOf = new Map<string, string>()
for (const [to, letters] of [...Object.entries(khmer), ...Object.entries(lao)]) {
  for (const letter of letters) classOf.set(letter, to)
}

/** Latin spellings and their class, applied once each and in this order. */
const latin: readonly (readonly [spelling: RegExp, to: string])[] = [
  ...spellings('tch chh ch j', 'C'), ...spellings('ng', 'G'), ...spellings('nh gn ny', 'N'),
  ...spellings('kh ck g k q', 'K'), ...spellings('th dh d t', 'T'), ...spellings('ph bh f p b', 'P'),
  ...spellings('c', 'K'), ...spellings('n', 'N'), ...spellings('m', 'M'), ...spellings('rh r', 'R'),
  ...spellings('l', 'L'), ...spellings('v w', 'V'), ...spellings('sh s z x', 'S'), ...spellings('h', 'H'),
  ...spellings('y', 'Y'),
]

function spellings(list: string, to: string): (readonly [RegExp, string])[] {
  return list.split(' ').map((spelling) => [new RegExp(spelling, 'g'), to] as const)
}

/**
 * Khmer and Lao letters of one word as classes; Latin letters come out small and without marks, other characters as
 * they are. First, letters that are written but not spoken are dropped and compound spellings are made plain.
 */
export function scriptClasses(word: string): string {
  const plain = word
    .replace(/\u17D2?[\u1780-\u17A2][\u17B7\u17BB]?\u17CD/g, '')
    .replace(/ហ\u17D2វ/g, 'ផ')
    .replace(/ហ\u17D2គ/g, 'គ')
    .replace(/\u17B6\u17C6ង/g, '\u17B6ង')
    .replace(/[ឫឬ]/g, 'រ\u17B9')
    .replace(/[ឭឮ]/g, 'ល\u17B9')
    .replace(/\u17C8/g, 'ក')
    .replace(/(?<=[\u17B6-\u17C5])រ(?![\u17B6-\u17D3\u17DD])/g, '')
    .replace(/(?<!\u17D2)រ$/, '')
    .replace(/[\u0E81-\u0EAE\u0EDC-\u0EDF]\u0ECC/g, '')
    .replace(/ຫ\u0EBC/g, 'ລ')
    .replace(/ຫ(?=[ງຍວ])/g, '')
  const small = plain.normalize('NFD').replace(/[\u0300-\u036F]/g, '').toLowerCase().replace(/r$/, '')
  return Array.from(small, (letter) => classOf.get(letter) ?? letter).join('')
}

/** Small Latin letters as classes; the classes that are already there stay, all else falls away. */
export function latinClasses(word: string): string {
  const hasLatin = /[a-z]/.test(word)
  const classes = !hasLatin ? word : latin.reduce((text, [spelling, to]) => text.replace(spelling, to), word)
  return classes.replace(/[^KGCTNPMYRLVSH]/g, '')
}
