import type { FileSaid, PortalCaseView, PortalFile } from '../../api/portal.ts'
import { Moment } from './moment.tsx'
import { useReading } from './reading.ts'
import { fill } from './words.ts'

/** What is taken, by its type; the server looks at the contents. */
const taken = 'image/*,video/*,audio/*,.pdf,.docx,.xlsx,.pptx,.zip'

/** The files of a case: what was brought, what was just refused, and a form for more. */
export function Files({
  view: { number, files, mayOffer, zone },
  refused,
  taken: count,
}: {
  view: PortalCaseView
  refused: readonly FileSaid[]
  taken: number
}) {
  const { w } = useReading()
  return (
    <section aria-labelledby="files">
      <h2 id="files">{w.files.heading}</h2>
      {refused.length > 0 && (
        <div className="summary" role="alert" tabIndex={-1}>
          {count > 0 && <p>{fill(w.files.taken, { n: count })}</p>}
          <ul>
            {refused.map(({ name, why }) => (
              <li key={name}>{fill(w.files.refused, { name, why })}</li>
            ))}
          </ul>
        </div>
      )}
      <FileList files={files} zone={zone} />
      <Sending of={number} from={number} />
      {mayOffer && (
        <form method="post" action="/portal/case/files" encType="multipart/form-data" data-sending={w.frame.sending}>
          <FileChoice of={number} label={w.files.lead} />
          <div className="send if-plain">
            <button type="submit" className="primary">
              {w.files.send}
            </button>
          </div>
        </form>
      )}
    </section>
  )
}

/** Chooses files: a plain field of the form; the script of the page keeps what was chosen and sends it in pieces. */
export function FileChoice({ of, label }: { of: string; label: string }) {
  const { w } = useReading()
  const { add, hint, plainHint, kept, remove, tooLarge, empty, tooMany } = w.files
  return (
    <div
      className="field"
      data-files={of}
      data-add={add}
      data-kept={kept}
      data-remove={remove}
      data-too-large={tooLarge}
      data-empty={empty}
      data-too-many={tooMany}
    >
      <label htmlFor="files-chosen">{label}</label>
      <p className="hint" id="files-hint">
        {hint} <span className="if-plain">{plainHint}</span>
      </p>
      <input id="files-chosen" name="files" type="file" multiple accept={taken} aria-describedby="files-hint" />
    </div>
  )
}

/** Where the script of the page tells of what is on its way; nothing without it. */
export function Sending({ of, from }: { of: string; from: string }) {
  const { w } = useReading()
  const { sending, again, stopped, goOn, stay, refused, done } = w.files
  return (
    <div
      hidden
      data-send={of}
      data-from={from}
      data-progress={sending}
      data-again={again}
      data-stopped={stopped}
      data-go-on={goOn}
      data-stay={stay}
      data-refused={refused}
      data-done={done}
    />
  )
}

/** What was brought so far, with its state in words. */
export function FileList({ files, zone }: { files: readonly PortalFile[]; zone?: string }) {
  const { w } = useReading()
  if (files.length === 0) return null
  return (
    <>
      <ul className="files">
        {files.map(({ name, size, at, state }) => (
          <li key={`${at} ${name} ${size}`}>
            <span className="words">{name ?? w.case.erased}</span>{' '}
            <span className="hint">
              {megabytes(size)} · {w.files.states[state]}
              {zone && (
                <>
                  {' · '}
                  <Moment at={at} zone={zone} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p className="hint">{w.files.original}</p>
    </>
  )
}

/** `0.4 MB` */
function megabytes(bytes: number): string {
  return `${Math.max(0.1, bytes / 2 ** 20).toFixed(1)} MB`
}
