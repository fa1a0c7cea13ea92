import { checkFields } from './client/check.ts'
import { copyAndPrint } from './client/copy.ts'
import { keepDrafts } from './client/draft.ts'
import { showStepByStep } from './client/steps.ts'
import { sendOnce, tidyAddress } from './client/sending.ts'
import { searchUnits } from './client/units.ts'
import './portal.css'

/**
 * What a page does beyond plain HTML. Every page works without it: forms are posted and pages come back; this keeps
 * what is typed, shows one step at a time and checks a field when it is left.
 */
document.documentElement.classList.add('scripted')
keepDrafts()
checkFields()
showStepByStep()
searchUnits()
sendOnce()
copyAndPrint()
tidyAddress()
