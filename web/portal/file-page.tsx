import type { PortalPage } from '../../api/portal.ts'
import { type FormOf, Hidden } from './field.tsx'
import { ContactStep, HappenedStep, WantedStep, WhereStep } from './file-steps.tsx'
import { FileChoice } from './files.tsx'
import { type Labels, Problems, sayProblems } from './problems.tsx'
import { useReading } from './reading.ts'
import type { Words } from './words.ts'

/** The four steps of a complaint: all on one page without a script, one after the other with it. */
export function FilePage({ form, units, today, requestKey, opened, filesLost }: Extract<PortalPage, { page: 'file' }>) {
  const { w } = useReading()
  const said = sayProblems(form, labelsOf(w), w)
  const fields: FormOf = { typed: form.typed, said }
  const fresh = Object.keys(form.typed).length === 0
  return (
    <>
      <h1>{w.file.heading}</h1>
      <p className="lead">{w.file.lead}</p>
      <Problems form={form} said={said} />
      <form
        id="filing"
        method="post"
        action="/portal/file"
        encType="multipart/form-data"
        noValidate
        data-steps={w.file.progress}
        data-next={w.file.next}
        data-back={w.file.back}
        data-search={w.file.unitSearch}
        data-draft="filing"
        data-fresh={fresh ? '' : undefined}
        data-sending={w.frame.sending}
        data-work=""
      >
        <Hidden name="key" value={requestKey} />
        <Hidden name="opened" value={opened} />
        <Hidden name="proof" value="" />
        <HappenedStep form={fields}>
          {filesLost && <p className="problem">{w.files.lost}</p>}
          <FileChoice of="filing" label={w.files.choose} />
        </HappenedStep>
        <WhereStep form={fields} units={units} today={today} />
        <WantedStep form={fields} />
        <ContactStep form={fields} />
        <Honeypot />
        <div className="send">
          <button type="submit" className="primary">
            {w.file.submit}
          </button>
          <p className="hint">{w.file.submitHint}</p>
        </div>
        <DraftNote />
      </form>
    </>
  )
}

function labelsOf({ file }: Words): Labels {
  return { ...file, title: file.titleField }
}

/** A field that people do not see and programs fill in. */
function Honeypot() {
  const { w } = useReading()
  return (
    <p className="unseen" aria-hidden="true">
      <label htmlFor="website">{w.file.honeypot}</label>
      <input id="website" name="website" tabIndex={-1} autoComplete="off" defaultValue="" />
    </p>
  )
}

/** Shown by the script of the page, which keeps what is typed. */
export function DraftNote() {
  const { w } = useReading()
  return (
    <div
      className="draft"
      hidden
      data-draft-note
      data-saved={w.draft.saved}
      data-restored={w.draft.restored}
      data-cleared={w.draft.cleared}
    >
      <p role="status">{w.draft.note}</p>
      <button type="button" className="plain">
        {w.draft.clear}
      </button>
    </div>
  )
}
