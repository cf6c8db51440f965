import { dashes, fill, lineColour, Marker, Patterns } from './pattern'

/** What each line or pattern means. */
export function Legend(props: { id: string; names: readonly string[]; kind: 'line' | 'area' }) {
  return (
    <ul class="op-legend">
      {props.names.map((name, index) => (
        <li>
          <svg
            class="op-legend__swatch"
            width="30"
            height="16"
            viewBox="0 0 30 16"
            aria-hidden="true"
            focusable="false"
          >
            {props.kind === 'area' ? (
              <>
                <Patterns id={`${props.id}-legend-${index}`} count={index + 1} />
                <rect width="30" height="16" fill={fill(`${props.id}-legend-${index}`, index)} stroke="#4a5763" />
              </>
            ) : (
              <>
                <path
                  d="M0 8H30"
                  stroke={lineColour(index)}
                  stroke-width="2.5"
                  stroke-dasharray={dashes[index % dashes.length]}
                />
                <g transform="translate(15 8)">
                  <Marker index={index} />
                </g>
              </>
            )}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  )
}
