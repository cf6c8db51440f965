import { focusErrors } from './errors'
import { forgetOnSignOut, sendOnce } from './forms'

sendOnce(document)
forgetOnSignOut(document)
focusErrors(document)
