import { useFormats } from './formats.ts'

/** A moment on the office's clock, with how long ago it was beside it. */
export function Moment({ at, relative = false, short = false }: { at: string; relative?: boolean; short?: boolean }) {
  const formats = useFormats()
  return (
    <time dateTime={at} title={short ? formats.at(at) : undefined} className="figures">
      {short ? formats.short(at) : formats.at(at)}
      {relative && <span className="muted">{` · ${formats.ago(at)}`}</span>}
    </time>
  )
}
