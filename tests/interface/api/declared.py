"""Who may do what, declared once more and by hand: each operation of the contract, each role, and over whose record."""

from domain.vocabulary import Role

ROLES = {
    "cw": Role.CASEWORKER,
    "cl": Role.CLASS_LEADER,
    "co": Role.COORDINATOR,
    "au": Role.AUDITOR,
    "ev": Role.EVALUATOR,
    "ad": Role.ADMINISTRATOR,
}
DECLARED = """
                       cw   cl   co   au   ev   ad
listParticipants       own  own  all  own  -    -
searchParticipants     own  own  all  own  -    -
readParticipant        own  own  all  own  -    -
readHistory            own  -    all  own  -    -
explainEligibility     own  -    all  own  -    -
listHours              own  own  all  own  -    -
readHoursSums          own  -    all  own  -    -
listHoursSums          own  -    all  own  -    -
listContracts          own  -    all  own  -    -
listPapers             own  -    all  own  -    -
draftPaper             own  -    all  own  -    -
readPaper              own  -    all  own  -    -
printList              own  own  all  -    -    -
draftList              own  own  all  -    -    -
signList               own  own  all  -    -    -
spoilList              own  own  all  -    -    -
listLists              own  own  all  own  -    -
readList               own  own  all  own  -    -
searchPapers           own  own  all  own  -    -
printWhoShouldBeHere   own  own  all  own  -    -
readClub               all  all  all  all  all  all
describeClub           -    -    all  -    -    all
listFlags              own  -    all  own  -    -
listFlagsOf            own  -    all  own  -    -
listPayable            own  -    all  own  -    -
readMonthEnd           own  -    all  own  -    -
exportMonthEnd         own  -    all  own  -    -
printMonthEnd          own  -    all  own  -    -
readEditionSummary     own  -    all  own  -    -
listDeadlines          own  -    all  own  -    -
listFollowUpsDue       own  -    all  -    -    -
listAssignments        -    -    all  own  -    -
readChanges            own  -    all  own  -    -
readSeen               own  -    all  own  -    -
listRosterDifferences  own  -    all  own  -    -
readDossier            own  -    all  own  -    -
readSampleDossier      own  -    all  own  -    -
readPeriodDossier      -    -    all  own  -    -
registerParticipant    all  -    all  -    -    -
anyOtherStep           own  -    all  -    -    -
recordHours            own  own  all  -    -    -
recordAbsence          own  own  all  -    -    -
refuseWork             own  own  all  -    -    -
recordGroupWeek        own  own  all  -    -    -
recordAttendance       own  own  all  -    -    -
recordServiceCard      own  own  all  -    -    -
startGroupWeek         own  own  all  own  -    -
startAttendance        own  own  all  own  -    -
startServiceCard       own  own  all  own  -    -
linkDuplicate          -    -    all  -    -    -
unlinkDuplicate        -    -    all  -    -    -
listDuplicates         -    -    all  own  -    -
ruleOutDuplicate       -    -    all  -    -    -
listDuplicateCandidates -   -    all  own  -    -
assignCaseworker       -    -    all  -    -    -
releaseCaseworker      -    -    all  -    -    -
importParticipants     -    -    all  -    -    -
importHours            all  all  all  -    -    -
importServiceCards     all  all  all  -    -    -
importAttendanceLists  all  all  all  -    -    -
importProgress         own  own  own  -    -    -
stopImport             own  own  own  -    -    -
importTemplate         all  all  all  -    -    -
readAuditTrail         -    -    all  own  -    -
readAccessLog          -    -    all  own  -    -
readStatement          own  -    all  -    -    -
printStatement         own  -    all  -    -    -
readDurability         -    -    all  own  all  -
readDurabilityPage     -    -    all  own  all  -
exportDurability       -    -    all  own  all  -
exportList             own  own  all  own  -    -
listDurabilityTables   -    -    all  own  all  -
listDurabilityDifferences -  -   all  own  all  -
readIndicators         -    -    all  own  all  -
readEffectiveness      -    -    all  own  all  -
readAnnualReport       -    -    all  -    -    -
exportAnnualReport     -    -    all  -    -    -
listAnnualReportCell   -    -    all  -    -    -
listEngagements        all  all  all  own  -    all
openEngagement         -    -    all  -    -    -
closeEngagement        -    -    all  -    -    -
drawSample             -    -    -    own  -    -
takeList               -    -    -    own  -    -
listSamples            -    -    all  own  -    -
listFindings           -    -    all  own  -    -
recordClubFinding      -    -    -    own  -    -
answerClubFinding      -    -    all  -    -    -
recordFinding          -    -    -    own  -    -
answerFinding          -    -    all  -    -    -
listUsers              -    -    all  all  -    all
registerUser           -    -    -    -    -    all
grantRole              -    -    -    -    -    all
withdrawRole           -    -    -    -    -    all
issueToken             -    -    -    -    -    all
revokeToken            -    -    -    -    -    all
confirmClock           -    -    -    -    -    all
readCheckpoint         -    -    all  all  -    all
proveInclusion         -    -    all  all  -    all
proveConsistency       -    -    all  all  -    all
readEpochs             -    -    all  all  -    all
readMetrics            -    -    -    -    -    all
listEditions           all  all  all  all  all  all
readEdition            all  all  all  all  all  all
openEdition            -    -    all  -    -    -
copyEdition            -    -    all  -    -    -
changePlaces           -    -    all  -    -    -
confirmEdition         -    -    all  -    -    -
closeEdition           -    -    all  -    -    -
planSession            all  all  all  -    -    -
cancelSession          all  all  all  -    -    -
noteServiceDay         all  all  all  -    -    -
listServiceDays        all  all  all  all  all  all
readWaitingList        own  own  all  own  -    -
putOnWaitingList       own  -    all  -    -    -
takeOffWaitingList     own  -    all  -    -    -
listSessions           own  own  all  own  -    -
listProviders          all  all  all  all  -    -
registerProvider       -    -    all  -    -    -
checkProvider          -    -    all  -    -    -
providerLeaves         -    -    all  -    -    -
listKinships           own  -    all  own  -    -
declareKinship         -    -    all  -    -    -
endKinship             -    -    all  -    -    -
listAgreements         all  all  all  all  all  all
signAgreement          -    -    all  -    -    -
amendAgreement         -    -    all  -    -    -
endAgreement           -    -    all  -    -    -
readClubRules          all  all  all  all  all  all
readEditionRules       all  all  all  all  all  all
readAgreementRules     all  all  all  all  all  all
listUnconfirmedRules   all  all  all  all  all  all
setClubRule            -    -    all  -    -    -
confirmClubRule        -    -    all  -    -    -
endClubRule            -    -    all  -    -    -
setEditionRule         -    -    all  -    -    -
confirmEditionRule     -    -    all  -    -    -
endEditionRule         -    -    all  -    -    -
setAgreementRule       -    -    all  -    -    -
confirmAgreementRule   -    -    all  -    -    -
endAgreementRule       -    -    all  -    -    -
listDeputies           -    -    all  all  -    -
appointDeputy          -    -    all  -    -    -
dismissDeputy          -    -    all  -    -    -
readProjectDurability  -    -    all  all  all  -
listProgrammes         all  all  all  all  all  all
readOneself            all  all  all  all  all  all
readRetention          own  -    all  own  -    -
listErasures           -    -    all  -    -    all
readErasure            -    -    all  -    -    all
requestErasure         -    -    all  -    -    -
refuseErasure          -    -    all  -    -    -
noteArchiveConsent     -    -    all  -    -    -
approveErasure         -    -    all  -    -    all
executeErasure         -    -    all  -    -    -
listAnnualReports      -    -    all  -    -    -
readReportEntries      -    -    all  -    -    -
enterStaff             -    -    all  -    -    -
enterVolunteers        -    -    all  -    -    -
enterFunding           -    -    all  -    -    -
enterGrant             -    -    all  -    -    -
enterReportAction      -    -    all  -    -    -
voidReportEntry        -    -    all  -    -    -
sendAnnualReport       -    -    all  -    -    -
listSendings           -    -    all  own  -    -
readSentReport         -    -    all  own  -    -
exportSentReport       -    -    all  own  -    -
listSentDifferences    -    -    all  -    -    -
listEventLogs          -    -    all  -    all  all
readEventLog           -    -    all  -    -    all
requestEventLog        -    -    all  -    -    -
approveEventLog        -    -    all  -    -    all
refuseEventLog         -    -    all  -    -    all
withdrawEventLog       -    -    all  -    -    all
fetchXes               -    -    all  -    all  -
fetchOcel              -    -    all  -    all  -
readHealth             pub  pub  pub  pub  pub  pub
readReadiness          pub  pub  pub  pub  pub  pub
"""
"""`own`: of participants, those assigned to the caller, or in scope of an auditor's control; of controls, the
auditor's own; `all`: anything; `pub`: no token is asked for.
What else is recorded below a participant is a step of the journey, open to those who record it and to nobody more.
"""
HEAD, *LINES = [line.split() for line in DECLARED.strip("\n").split("\n")]
NAMED = {name: dict(zip(HEAD, cells, strict=True)) for name, *cells in LINES}
