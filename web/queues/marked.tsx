import type { SearchHit } from '../../api/search-hit.ts'

type Props = { readonly text: string; readonly places: SearchHit['title'] | undefined }

/** A text in which the words that were looked for stand out. */
export function Marked({ text, places = [] }: Props) {
  let end = 0
  const parts = places.map(([from, to]) => {
    const before = text.slice(end, from)
    end = to
    return (
      <span key={from}>
        {before}
        <mark>{text.slice(from, to)}</mark>
      </span>
    )
  })
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  )
}
