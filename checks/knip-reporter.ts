import { relative } from 'node:path'
import type { Reporter } from 'knip'

const words: Record<string, string> = {
  files: 'nothing imports this file',
  exports: 'is exported and nobody imports it',
  types: 'is an exported type that nobody imports',
  dependencies: 'is a dependency that nothing uses',
  devDependencies: 'is a development dependency that nothing uses',
  unlisted: 'is used and not listed in package.json',
  unresolved: 'cannot be resolved',
  duplicates: 'is exported twice',
}

/** Prints knip's findings in the shape of the guards, with the number of files it looked at. */
const reporter: Reporter = ({ issues, counters, cwd }) => {
  const problems = Object.values(issues)
    .flatMap((byFile) => Object.values(byFile).flatMap((bySymbol) => Object.values(bySymbol)))
    .map(({ type, filePath, symbol, line }) => ({
      rule: type,
      file: relative(cwd, filePath),
      line,
      text: type === 'files' ? words[type] : `${symbol} ${words[type] ?? type}`,
    }))
  process.stdout.write(JSON.stringify({ processed: counters.processed, problems }))
}

export default reporter
