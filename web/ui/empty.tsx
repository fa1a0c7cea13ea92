import type { ReactNode } from 'react'

/** Nothing here, and what to do next. */
export function Empty({ title, hint, action }: { title: string; hint?: string; action?: ReactNode }) {
  return (
    <div className="empty">
      <svg
        viewBox="0 0 48 48"
        width="40"
        height="40"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
      >
        <path d="M10 22h9c1 4 3 5 5 5s4-1 5-5h9M10 22l5-11h18l5 11v14a2 2 0 0 1-2 2H12a2 2 0 0 1-2-2z" />
      </svg>
      <p className="empty-title">{title}</p>
      {hint && <p className="muted">{hint}</p>}
      {action}
    </div>
  )
}
