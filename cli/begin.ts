import { pathToFileURL } from 'node:url'
import { builtProgram } from './built.ts'

/** The built program where it is made from the sources that stand here; otherwise the sources themselves. */
const built = builtProgram()
await import(built ? pathToFileURL(built).href : './main.ts')
