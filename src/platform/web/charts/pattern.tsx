/** How the series of a chart look: each has its own colour and its own pattern, so that colour alone says nothing. */
export const seriesCount = 6

const ground = ['#0b5563', '#f2c46d', '#5f7fbf', '#d7dee2', '#8c3b54', '#b8d8c0']
const ink = ['#0b5563', '#8a5a00', '#16305f', '#4a5763', '#8c3b54', '#1b6b3a']
const strokes = ['', 'M0 8L8 0M-2 2L2 -2M6 10L10 6', 'M0 4H8', 'M4 0V8', 'M0 0L8 8M-2 6L2 10M6 -2L10 2', 'M0 4H8M4 0V8']

/** Line colour of series `index`, at least 4.5:1 on white. */
export function lineColour(index: number): string {
  return ink[index % seriesCount] ?? '#0b5563'
}

export const dashes = [undefined, '7 4', '2 4', '10 3 2 3', '4 2', '1 3']

/** Fill of series `index`; `Patterns` with the same id must stand in the picture. */
export function fill(id: string, index: number): string {
  return `url(#${id}-pattern-${index % seriesCount})`
}

export function Patterns(props: { id: string; count: number }) {
  return (
    <defs>
      {Array.from({ length: Math.min(props.count, seriesCount) }, (_, index) => (
        <pattern id={`${props.id}-pattern-${index}`} width="8" height="8" patternUnits="userSpaceOnUse">
          <rect width="8" height="8" fill={ground[index]} />
          {strokes[index] ? <path d={strokes[index]} stroke={ink[index]} stroke-width="1.6" fill="none" /> : null}
        </pattern>
      ))}
    </defs>
  )
}

/** Small shapes that tell lines apart: circle, square, triangle, diamond, ring, cross. Drawn around 0,0. */
export function Marker(props: { index: number }) {
  const colour = lineColour(props.index)
  switch (props.index % seriesCount) {
    case 0:
      return <circle r="4" fill={colour} />
    case 1:
      return <rect x="-4" y="-4" width="8" height="8" fill={colour} />
    case 2:
      return <path d="M0 -5L5 4H-5Z" fill={colour} />
    case 3:
      return <path d="M0 -5.5L5.5 0L0 5.5L-5.5 0Z" fill={colour} />
    case 4:
      return <circle r="3.5" fill="#ffffff" stroke={colour} stroke-width="2" />
    default:
      return <path d="M-4 -4L4 4M-4 4L4 -4" stroke={colour} stroke-width="2.5" />
  }
}
