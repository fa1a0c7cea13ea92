import { checkFields } from './client/check.ts'
import { copyAndPrint } from './client/copy.ts'
import { keepDrafts } from './client/draft.ts'
import { handleFiles } from './client/files.ts'
import { proveWork } from './client/proof.ts'
import { sendOnce, tidyAddress } from './client/sending.ts'
import { showStepByStep } from './client/steps.ts'
import { searchUnits } from './client/units.ts'
import { verifyReceipts } from './client/verifying.ts'
import './css/base.css'
import './css/home.css'
import './css/forms.css'
import './css/receipt.css'
import './css/case.css'
import './css/print.css'

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
proveWork()
copyAndPrint()
tidyAddress()
verifyReceipts()
void handleFiles()
