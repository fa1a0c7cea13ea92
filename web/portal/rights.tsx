/** The complainant's rights as the packs name them. */
export function Rights({ heading, rights }: { heading: string; rights: readonly string[] }) {
  return (
    <section aria-labelledby="rights">
      <h2 id="rights">{heading}</h2>
      <ul className="rights">
        {rights.map((right) => (
          <li key={right}>{right}</li>
        ))}
      </ul>
    </section>
  )
}
