import { countWhileTyping } from './count'
import { focusErrors } from './errors'
import { forgetOnSignOut, sendOnce } from './forms'
import { findSkillsWhileTyping } from './skills'

sendOnce(document)
forgetOnSignOut(document)
focusErrors(document)
countWhileTyping(document)
findSkillsWhileTyping(document)
