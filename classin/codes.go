package classin

import (
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

const codeOK = "1"

// Code is an errno of v1 or a code of v2. Codes this module does not know are kept. Use it with errors.Is.
type Code int64

// The codes of every documented action and path; maintenance (an HTTP status) and CodeEmptyHomework come from elsewhere.
const (
	CodeInvalidParameter       Code = 100       // Incomplete or incorrect parameters.
	CodeNotAuthorized          Code = 102       // No permission(Security verification failed.).
	CodeStoringFailed          Code = 103       // The file could not be stored.
	CodeUnknownError           Code = 104       // Operation failed(unknown error).
	CodeNoData                 Code = 106       // The data does not exist.
	CodeAccountNotRegistered   Code = 113       // The account is not registered.
	CodeServerException        Code = 114       // Server exception.
	CodeEndBeforeStart         Code = 119       // The lesson end time must be later than the lesson start time.
	CodeStartTooSoon           Code = 120       // The lesson must start at least one minute after the current time.
	CodeTeacherNotInSchoolV2   Code = 121       // The teacher is not in the institution; add the teacher first.
	CodeBadTeacherAccount      Code = 122       // The teacher's account is not valid.
	CodeStartFixed             Code = 124       // The times cannot be changed in the last minute before the start.
	CodeBadStudentPhone        Code = 125       // The student's phone number is not valid.
	CodeSchoolAsStudent        Code = 128       // The institution's own account cannot be a student.
	CodeTeacherAsStudent       Code = 129       // A teacher cannot be added as a student.
	CodeTooManyStudents        Code = 130       // More students than can be added.
	CodeRegistrationFailed     Code = 131       // The registration failed.
	CodeAlreadyThere           Code = 133       // It exists already.
	CodeBadPhone               Code = 134       // The phone number is not valid.
	CodePhoneRegistered        Code = 135       // The phone number is registered already.
	CodeTeacherNotInSchool     Code = 136       // The teacher is not in your institution. Add the teacher to your institution first.
	CodeBadPassword            Code = 137       // The password must have 6 to 20 characters.
	CodeClassRunning           Code = 140       // The class is running: it can be neither edited nor deleted.
	CodeClassNotInCourse       Code = 142       // The class is not in the course.
	CodeClassNotFound          Code = 143       // The class does not exist.
	CodeCourseNotInSchool      Code = 144       // The course is not in your institution.
	CodeClassEnded             Code = 145       // The class has ended.
	CodeCourseEnded            Code = 146       // The course has ended.
	CodeCourseNotFound         Code = 147       // No information about this course.
	CodeCourseDeleted          Code = 149       // The course has been deleted.
	CodeUserNotInClass         Code = 150       // The user belongs neither to the institution nor to the class.
	CodeExpiryTooSoon          Code = 151       // The expiry must be at least a day ahead.
	CodeExpiryBeforeClass      Code = 152       // The expiry is before the end of the last class.
	CodeCourseExpired          Code = 153       // The course is expired.
	CodeExpiryTooLate          Code = 154       // The expiry must be within 5 years.
	CodeEmptyList              Code = 155       // The list is empty.
	CodeClassFull              Code = 157       // The class has as many students as it takes.
	CodeAddingStudentsFailed   Code = 158       // Adding the students to the class failed.
	CodeStudentsOnly           Code = 159       // A class takes students alone.
	CodeFolderNotInSchool      Code = 160       // Your institution does not have the directory/folder in its cloud disk.
	CodeClassNotCreated        Code = 161       // The class could not be created.
	CodeMemberNotInCourse      Code = 162       // The member is not in the course.
	CodeStudentInCourse        Code = 163       // The student is in the course already.
	CodeAuditorInCourse        Code = 164       // The auditor is in the course already.
	CodeBadDuration            Code = 165       // The lesson duration shall not be less than 15 minutes and not more than 24 hours.
	CodeStudentInClass         Code = 166       // The student is in the class already.
	CodeStudentNotInClass      Code = 167       // The student is not in the class.
	CodeRemovingStudentsFailed Code = 171       // Removing the students from the class failed.
	CodeStudentAsTeacher       Code = 172       // Course students cannot be set as teachers when creating lessons.
	CodeAuditorAsTeacher       Code = 173       // Course auditing students cannot be set as teachers when creating lessons.
	CodeTeacherAsAuditor       Code = 174       // A teacher cannot be added as an auditor.
	CodeClassStudentAsTeacher  Code = 187       // A student of the class cannot be its teacher.
	CodeNoClassAhead           Code = 188       // Every class of the course has begun.
	CodeTeacherNotReplaced     Code = 189       // The class's teacher could not be replaced.
	CodeCourseIncomplete       Code = 190       // The course is not wholly created yet.
	CodeFolderNotFound         Code = 193       // The folder does not exist.
	CodeFolderNotYours         Code = 194       // The folder is not the institution's.
	CodeNoFile                 Code = 195       // The file to upload is missing.
	CodeFolderNotAllowed       Code = 196       // The folder allows no such operation.
	CodeUploadFailed           Code = 197       // The upload failed.
	CodeFileNotFound           Code = 198       // The file does not exist.
	CodeFileNotYours           Code = 199       // The file is not the institution's.
	CodeFileExists             Code = 200       // There is a file of that name.
	CodeFolderExists           Code = 206       // There is a folder of that name.
	CodeFolderTooDeep          Code = 207       // The folders are nested too deep.
	CodeTooManyFolders         Code = 208       // There are too many folders.
	CodeFileTooLarge           Code = 211       // The file is too large.
	CodeClassDeleted           Code = 212       // The class has been deleted.
	CodeTeacherNotFound        Code = 219       // The teacher does not exist.
	CodeClientClassFailed      Code = 220       // The class could not be added to the client.
	CodeVideoSettingsFailed    Code = 221       // The class's video settings could not be changed.
	CodeClientUpdateFailed     Code = 222       // The class could not be changed in the client.
	CodeBadPictureType         Code = 224       // The picture's type is not allowed.
	CodeNotRecordedClass       Code = 226       // A class that is not recorded cannot be broadcast or replayed.
	CodePasswordNotAllowed     Code = 227       // The password of this user cannot be changed.
	CodeStudentNotInSchool     Code = 228       // The student is not in the institution.
	CodeClassNotInSchool       Code = 233       // The class is not in the institution.
	CodeRecordFirst            Code = 251       // Live and replay need the recording.
	CodeRecordingFixed         Code = 252       // The recording can be changed until 20 minutes before the start.
	CodeVideoService           Code = 253       // The video service has a problem.
	CodeNoRecording            Code = 254       // The class was not recorded.
	CodeTooManySeats           Code = 259       // The number of students on stage exceeds the maximum limit.
	CodeHeadTeacherFailed      Code = 260       // The head teacher could not be added.
	CodeActivityNotLive        Code = 267       // The class was created; its broadcast could not be set.
	CodeStartTooLate           Code = 268       // The lesson start time exceeds the valid range(The start time must be within 3 years).
	CodeClassBroken            Code = 269       // The class's data are faulty: delete it and create it again.
	CodeCreatedNotRecorded     Code = 280       // The lesson was created successfully, but the classroom-recording parameter is incorrect. Thus the recording function is not activated.
	CodeCreatedVideoFailed     Code = 281       // The lesson was created successfully. There is problems with the video service, and the recording function is not activated.
	CodeUpdatedNotRecorded     Code = 282       // The class was changed; the recording parameters are wrong and the recording was not.
	CodeUpdatedTooLate         Code = 283       // The class was changed; the recording cannot be switched on in the last 20 minutes before the start.
	CodeUpdatedVideoFailed     Code = 284       // The class was changed; the video service has a problem and the recording was not.
	CodeBadNumberRange         Code = 288       // The phone number's range is not valid.
	CodeHeadTeacherNotFound    Code = 310       // The head teacher does not exist.
	CodeStudentAsHeadTeacher   Code = 311       // A student of the course cannot be its head teacher.
	CodeAuditorAsHeadTeacher   Code = 312       // An auditor of the course cannot be its head teacher.
	CodeHeadTeacherBusy        Code = 314       // The head teacher has classes ahead and cannot be replaced.
	CodeRemovingTeacherFailed  Code = 315       // The teacher could not be removed.
	CodeTeacherNotInCourse     Code = 316       // The course's teachers do not include this one.
	CodeTeacherHasClasses      Code = 317       // The teacher has classes that have not ended.
	CodeAssistantNotInSchool   Code = 318       // The co-teacher is not a teacher in your institution.
	CodeStudentAsAssistant     Code = 319       // Course students cannot be set as co-teachers.
	CodeAuditorAsAssistant     Code = 320       // Course auditing students cannot be set as co-teachers.
	CodeGuestAsAssistant       Code = 321       // A student of the class alone cannot be its co-teacher.
	CodeTeacherAsAssistant     Code = 322       // Lesson teachers can't be set as co-teachers.
	CodeAssistantPurchase      Code = 323       // Co-teachers failed to purchase lessons.
	CodeTeacherListFailed      Code = 324       // The lesson teacher failed to be added to the teacher list.
	CodeGuestAsTeacher         Code = 325       // A student of the class alone cannot be its teacher.
	CodeAssistantListFailed    Code = 326       // The co-teacher failed to be added to the teacher list.
	CodeAssistantRefund        Code = 327       // The co-teacher could not be taken off the class.
	CodeAssistantAsTeacher     Code = 328       // A co-teacher of the class cannot be its teacher.
	CodeAssistantAsStudent     Code = 329       // A co-teacher of the class cannot be its student.
	CodeAssistantFormat        Code = 330       // The format of co-teacher's account is incorrect(This error code was removed in April 2022.).
	CodeBadHeadTeacher         Code = 331       // The head teacher's account is not valid.
	CodeCourseTeacherAsStudent Code = 332       // A teacher or co-teacher of the course cannot be its student or auditor.
	CodeHeadTeacherAsStudent   Code = 333       // The head teacher cannot be a student of the course.
	CodeHeadTeacherNotInSchool Code = 334       // The head teacher is not a teacher of the institution.
	CodeTeacherHasCourses      Code = 339       // The teacher has courses that have not ended.
	CodeRegisteredNoPicture    Code = 340       // The user was registered; the picture could not be set.
	CodeBadPictureSize         Code = 341       // The picture must measure 300 by 300.
	CodePictureTooLarge        Code = 342       // The picture is larger than 1 MB.
	CodeSeatsFixed             Code = 348       // The seats cannot be changed in the last 20 minutes before the start.
	CodeSeatsNotChanged        Code = 349       // The seats could not be changed.
	CodeClassFixed             Code = 350       // Name, times, folder, seats, stage and mode cannot be changed in the last 20 minutes before the start.
	CodeLabelExists            Code = 353       // The label exists already.
	CodeTooManyLabels          Code = 354       // The institution has as many labels as it may.
	CodeLabelNotYours          Code = 355       // The label is not the institution's.
	CodeLabelNotFound          Code = 356       // The label does not exist.
	CodeTooManyClassLabels     Code = 357       // More labels than a class takes.
	CodeLabelsNotFound         Code = 358       // Some of the labels do not exist.
	CodeLabelsNotYours         Code = 359       // Some of the labels are not the institution's.
	CodeDefinitionNotChanged   Code = 367       // The resolution could not be changed.
	CodeSeatsAgainstHD         Code = 368       // The number of students on stage does not support HD cameras.
	CodeCourseTypeFixed        Code = 369       // The course/lesson of this type(public course) cannot be operated.
	CodeSettingNotFound        Code = 371       // The classroom setting does not exist.
	CodeAutoOnStageNotChanged  Code = 372       // Who goes on stage could not be changed.
	CodeSettingNotYours        Code = 373       // The classroom setting is not the institution's.
	CodeClassNotEnded          Code = 384       // The class has not ended.
	CodeTeachersFixed          Code = 385       // The class has ended: its teachers cannot be changed.
	CodeSchoolAsTeacher        Code = 386       // The institution's own account cannot be disabled.
	CodeTeacherDeactivated     Code = 387       // The teacher is deactivated.
	CodeAssistantDeactivated   Code = 388       // The co-teacher is deactivated.
	CodeHeadTeacherDeactivated Code = 389       // The head teacher is deactivated.
	CodeTooManyClasses         Code = 390       // The course has as many classes as it may.
	CodeLockNeedsEnd           Code = 391       // A class that has not ended cannot be locked.
	CodeCourseRunning          Code = 394       // A class of the course is running: it cannot be ended.
	CodeIdentityExists         Code = 398       // The data already exists (The courseUniqueIdentity already exists.).
	CodeTooManyCourseLabels    Code = 399       // More labels than a course takes.
	CodeInvalidData            Code = 400       // The requested data is not valid.
	CodeSubAccountAsTeacher    Code = 402       // A sub-account cannot be disabled.
	CodeTooMany                Code = 450       // More than one call takes.
	CodeCoverFailed            Code = 451       // The live cover and introduction could not be set.
	CodeMaintenance            Code = 454       // The start and end time of a lesson overlaps with the system maintenance time.
	CodeBeingCreated           Code = 460       // The course or class(lesson) is being created by another request.The same courseUniqueIdentity is used to create course/class(lesson) at the same time(within 1 second).
	CodeEmailRegistered        Code = 461       // The e-mail address is registered already.
	CodeStudentsBeingAdded     Code = 464       // The students are being added by another call.
	CodeClassOfClient          Code = 466       // The class was made by the client or by v2 and cannot be changed through v1.
	CodePhoneNeeded            Code = 467       // Only accounts with a phone number can enter without a password.
	CodeVideoNotFound          Code = 630       // The video file does not exist.
	CodeVideoNotMade           Code = 631       // The recording failed: the video is missing.
	CodeVideosDeleted          Code = 632       // All videos of the class have been deleted.
	CodeVideoLocked            Code = 633       // The videos are locked.
	CodeVideoDeleted           Code = 634       // The video file has been deleted.
	CodeEndAfterContract       Code = 767       // The class would end after the contract.
	CodeNotHeadTeacher         Code = 769       // In the teacher's edition the head teacher must be oneself.
	CodeTeacherSuspended       Code = 800       // The teacher is suspended.
	CodeAssistantSuspended     Code = 804       // The co-teacher is suspended.
	CodeHeadTeacherSuspended   Code = 805       // The teacher or head teacher is being suspended.
	CodeDualCamera             Code = 808       // Do not support to set dual cameras for the lesson.
	CodeRegisteredNotStudent   Code = 820       // The user was registered and could not be added to the institution as a student.
	CodeRegisteredNotTeacher   Code = 821       // The user was registered and could not be added to the institution as a teacher.
	CodeDeletedIdentityKept    Code = 823       // The class was deleted; its identity was not freed.
	CodeCreatedNoIntroduction  Code = 824       // The lesson was created successfully, but the setting of lesson introduction failed.
	CodeUpdatedNoIntroduction  Code = 825       // The class was changed; the introduction could not be set.
	CodeAddedNotSynced         Code = 841       // The member was added; the nickname could not be synced.
	CodeSyncedPartly           Code = 842       // Some of the nicknames could not be changed.
	CodeNicknamesNotSynced     Code = 843       // No nickname could be changed.
	CodeTooManyTeachers        Code = 845       // The institution has as many active teachers as it may.
	CodeTooManyFolderGrants    Code = 852       // More folders than can be granted.
	CodeFoldersNotFound        Code = 860       // Some of the folders do not exist.
	CodeFoldersDeleted         Code = 861       // Some of the folders have been deleted.
	CodeFoldersNotYours        Code = 862       // Some of the folders are not the institution's.
	CodeBadClassLength         Code = 863       // The class's length is not allowed.
	CodeClassFixedV2           Code = 875       // Name, times, folder, seats and mode cannot be changed in the last 5 minutes before the start.
	CodeNoTextMessage          Code = 877       // With these parameters no text message can be sent.
	CodeTeachModeNotChanged    Code = 880       // The teach mode could not be changed.
	CodeHeadTeacherDeleted     Code = 883       // The head teacher's account has been deleted by the user.
	CodeTeacherDeleted         Code = 884       // The teacher's account has been deleted by the user.
	CodeAssistantDeleted       Code = 885       // The co-teacher's account has been deleted by the user.
	CodeStudentDeleted         Code = 886       // The student's account has been deleted by the user.
	CodeAuditorDeleted         Code = 887       // The auditor's account has been deleted by the user.
	CodeUserDeleted            Code = 888       // The account has been deleted by the user.
	CodeGroupNotSet            Code = 890       // The groups could not be set.
	CodeGroupNotDeleted        Code = 891       // The groups could not be deleted.
	CodeGroupExists            Code = 892       // The course has groups already.
	CodeGroupNotFound          Code = 893       // The group does not exist.
	CodeBadLeader              Code = 895       // A leader's UID is wrong.
	CodeNoneInSchool           Code = 896       // None of the students is of the institution.
	CodeNoneInCourse           Code = 897       // None of the students is in the course.
	CodeGroupPartly            Code = 898       // The groups were set; some of the UIDs are wrong.
	CodeUnderMaintenance       Code = 901       // The system is under maintenance.
	CodeSubjectNotAllowed      Code = 21304     // Only primary and secondary schools have subjects.
	CodeSubjectNotFound        Code = 21305     // The subject does not exist.
	CodeDuplicateAssistants    Code = 21316     // The data of co-teachers are duplicated.
	CodeTooManyAssistants      Code = 21317     // The number of co-teachers exceeds the limit.
	CodeTeacherRemoved         Code = 21319     // The teacher has been removed.
	CodeStudentRemoved         Code = 21323     // The nickname of a removed student cannot be changed.
	CodeSubAccountNotFound     Code = 22101     // The sub-account does not exist.
	CodeSameUnit               Code = 29046     // The unit is the same as the one moved to.
	CodeMovedUnitNotFound      Code = 29048     // The unit does not exist.
	CodeUnitNotMoved           Code = 29050     // The unit could not be moved.
	CodeSchoolInArrears        Code = 29057     // The institution is in arrears.
	CodeSchoolNotNormal        Code = 29060     // The institution's state does not allow it.
	CodeTargetUnitFull         Code = 29138     // The unit moved to has as many activities as it takes.
	CodeActivityDeleted        Code = 29149     // The activity has been deleted.
	CodeActivityReleased       Code = 29184     // The activity has been released already.
	CodeUnitNotCreated         Code = 29200     // The unit could not be created.
	CodeUnitNotDeleted         Code = 29203     // The unit could not be deleted.
	CodeUnitExists             Code = 29208     // The unit exists already.
	CodeUnitCreated            Code = 29213     // The unit was created.
	CodeEmptyHomework          Code = 29601     // Homework without content cannot be released.
	CodeActivityNotFound       Code = 30002     // The activity does not exist.
	CodeActivityTypeNoMembers  Code = 30008     // Homework and quizzes do not have members of their own.
	CodeSchoolTypeFailed       Code = 30013     // The institution's type could not be read.
	CodeAlreadyHeadTeacher     Code = 30022     // The member is the course's head teacher already.
	CodeCourseClosed           Code = 30031     // The course has been ended.
	CodeStorageFull            Code = 31000     // The storage is full.
	CodeUnitHasClasses         Code = 40001     // The unit holds classes that are running or have ended.
	CodeUnitPublished          Code = 40004     // A published unit cannot become a draft.
	CodeActivityRunning        Code = 40005     // A running class cannot be deleted.
	CodeActivityOver           Code = 40006     // A class that has ended cannot be deleted.
	CodeUnitNotFound           Code = 40020     // The unit does not exist.
	CodeStudentNotInCourse     Code = 40030     // The student is not in the course.
	CodeUnitFull               Code = 40031     // More than a unit or a course takes.
	CodeUnitNameTaken          Code = 50003     // A unit has that name.
	CodeTargetUnitNotFound     Code = 50004     // The unit to move to does not exist.
	CodeBadParameter           Code = 101001001 // A parameter is wrong.
	CodeBadSignature           Code = 101002005 // The signature is wrong.
	CodeStaleTimestamp         Code = 101002006 // The time stamp is more than 5 minutes off.
	CodeNoTimestamp            Code = 101002008 // The time stamp is missing.
	CodeTooFast                Code = 101003001 // Too many calls.
	CodeRepeated               Code = 101003002 // The same call was made within 5 seconds.
	CodeServiceCallFailed      Code = 101004005 // A service inside the vendor's system failed.
	CodeUnlockNeedsRelease     Code = 110100065 // A condition of the activity is still a draft.
	CodeDualCameraV2           Code = 110100066 // Two cameras are not allowed with these settings.
	CodeNicknameNotSynced      Code = 110100067 // The nickname could not be synced.
	CodeActivityEnded          Code = 110100069 // The activity has ended.
	CodeActivityTypeNoStudents Code = 110100070 // Students cannot be added to homework and quizzes.
	CodeTeacherIsAssistant     Code = 110100073 // Teacher and co-teacher must differ.
	CodeSettingNotInPlan       Code = 121601001 // There are settings that are not supported by the current version.
	CodeCreatedOverPlan        Code = 121601002 // Operation successful! The usage limit for [online classroom] resources has been surpassed. To avoid any negative consequences, please reach out to your account manager immediately.
	CodeMonthlyLimitExceeded   Code = 121601003 // You have exceeded the monthly limit for creating lessons. To continue creating lessons, please upgrade your account to access additional benefits.
	CodeMonthlyLimitReached    Code = 121601004 // You have reached the monthly limit for creating lessons and cannot continue creating more.
	CodeLiveNotInPlan          Code = 121601005 // Not supported for configuring web-based live streaming.
	CodeSceneNotInPlan         Code = 121601006 // Not supported for setting up cloud recording for On-the-spot Scene.
	CodeBadSeats               Code = 121601007 // Error with the number of people on stage parameter.
	CodeAssistantsNotInPlan    Code = 121601008 // Not supported for setting up co-teachers.
	CodeReplayNotInPlan        Code = 121601009 // Not supported for web-based classroom playback.
	CodeRecordingNotInPlan     Code = 121601010 // Not supported for setting cloud recording.
	CodeDualCameraNotInPlan    Code = 121601011 // Not supported for setting dual-camera mode.
	CodeResolutionNotInPlan    Code = 121601012 // Resolution exceeds limit.
	CodeBadRecording           Code = 121601014 // The recording settings contradict each other.
	CodeTooManyDeletes         Code = 121601016 // More than can be deleted in one call.
	CodeBadBusinessParameter   Code = 121601020 // A parameter is wrong.
	CodeCourseOfAnother        Code = 121601021 // The course is not the institution's.
	CodeCourseNotStandard      Code = 121601022 // The course is not a standard course.
	CodeCourseExpiredV2        Code = 121601023 // The course has expired.
	CodeMissingParameter       Code = 121601030 // A required parameter is missing.
	CodeClassOfAnother         Code = 121601031 // The class is not the institution's.
	CodeNotAllowed             Code = 121601032 // The account may not do this.
	CodeClassFailed            Code = 121601033 // The class could not be processed.
	CodeNotDoubleTeacher       Code = 121601034 // The class is not an online double-teacher class.
	CodeNameTooLong            Code = 121601035 // The class's name is longer than 50 characters.
	CodeSubClassFixed          Code = 121601036 // A sub-class takes its teacher and times from the main class.
	CodeMainClassNotFound      Code = 121601037 // The main class does not exist.
	CodeTooManySubClasses      Code = 121601038 // The main class has as many sub-classes as it takes.
	CodeClassOver              Code = 121601042 // The class has ended or been deleted.
	CodeTeacherOfAnother       Code = 121601044 // The teacher is not the institution's.
	CodeSchoolNotFound         Code = 121601058 // The institution does not exist.
	CodeStudentOfAnother       Code = 121601059 // The student is not in the institution.
	CodeTooManyStudentsAtOnce  Code = 121601060 // More than 100 students in one call.
	CodeCourseClassLimit       Code = 121601070 // The limit of classes in a course is reached.
	CodeClassInfoNotFound      Code = 121603001 // The class does not exist.
	CodeOMONotInPlan           Code = 121604007 // The OMO add-on is not in the plan.
	CodeViewerNotInCourse      Code = 121609003 // The user is not in the course of the class.
	CodeReplayNotFound         Code = 121609004 // The class does not exist or is not the institution's.
	CodeReplayNeedsEnd         Code = 121609005 // The class has not ended.
	CodeReplayNotRecorded      Code = 121609006 // The class is not recorded.
	CodeViewerForbidden        Code = 121609007 // The account has been set not to watch the replay.
	CodeSameCourse             Code = 122301036 // Main class and sub-class must be in different courses.
	CodeBadRecordingV2         Code = 122301037 // The recording settings contradict each other.
)

// codes says what each means. A refusal was not applied; where the vendor does not say whether it was, it may have been.
var codes = map[Code]transport.CodeInfo{
	CodeInvalidParameter:       {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "Incomplete or incorrect parameters."},
	CodeNotAuthorized:          {Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied, Text: "No permission(Security verification failed.).", Hint: "the secret, the SID or this machine's clock is wrong, the account has no API right, or its contract has ended"},
	CodeStoringFailed:          {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "The file could not be stored."},
	CodeUnknownError:           {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "Operation failed(unknown error).", Hint: "the vendor advises to send it again, and a create under the same Identity", Retry: true},
	CodeNoData:                 {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The data does not exist."},
	CodeAccountNotRegistered:   {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The account is not registered.", Hint: "register the user with Users.Register"},
	CodeServerException:        {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "Server exception.", Hint: "the vendor advises to send it again, and a create under the same Identity", Retry: true},
	CodeEndBeforeStart:         {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The lesson end time must be later than the lesson start time."},
	CodeStartTooSoon:           {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The lesson must start at least one minute after the current time."},
	CodeTeacherNotInSchoolV2:   {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The teacher is not in the institution; add the teacher first."},
	CodeBadTeacherAccount:      {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The teacher's account is not valid."},
	CodeStartFixed:             {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The times cannot be changed in the last minute before the start."},
	CodeBadStudentPhone:        {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The student's phone number is not valid."},
	CodeSchoolAsStudent:        {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The institution's own account cannot be a student."},
	CodeTeacherAsStudent:       {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A teacher cannot be added as a student."},
	CodeTooManyStudents:        {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "More students than can be added."},
	CodeRegistrationFailed:     {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "The registration failed.", Hint: "the same account may be being registered by another call"},
	CodeAlreadyThere:           {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "It exists already."},
	CodeBadPhone:               {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The phone number is not valid.", Hint: "00CC-number, mainland numbers bare"},
	CodePhoneRegistered:        {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "The phone number is registered already."},
	CodeTeacherNotInSchool:     {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "There is no such teacher in your institution. Please add the teacher to your institution first.", Hint: "add the teacher with Teachers.Add, and pass the UID that Users.Register returned, not the id Teachers.Add returned"},
	CodeBadPassword:            {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The password must have 6 to 20 characters."},
	CodeClassRunning:           {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The class is running: it can be neither edited nor deleted."},
	CodeClassNotInCourse:       {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The class is not in the course."},
	CodeClassNotFound:          {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The class does not exist."},
	CodeCourseNotInSchool:      {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "There is no such course in your institution."},
	CodeClassEnded:             {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The class has ended."},
	CodeCourseEnded:            {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The course has ended."},
	CodeCourseNotFound:         {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "No information about this course."},
	CodeCourseDeleted:          {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The course has been deleted."},
	CodeUserNotInClass:         {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The user belongs neither to the institution nor to the class."},
	CodeExpiryTooSoon:          {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The expiry must be at least a day ahead."},
	CodeExpiryBeforeClass:      {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The expiry is before the end of the last class."},
	CodeCourseExpired:          {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The course is expired."},
	CodeExpiryTooLate:          {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The expiry must be within 5 years."},
	CodeEmptyList:              {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The list is empty.", Hint: "a list goes as JSON text"},
	CodeClassFull:              {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "The class has as many students as it takes."},
	CodeAddingStudentsFailed:   {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "Adding the students to the class failed."},
	CodeStudentsOnly:           {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "A class takes students alone."},
	CodeFolderNotInSchool:      {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "Your institution does not have the directory/folder in its cloud disk."},
	CodeClassNotCreated:        {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "The class could not be created."},
	CodeMemberNotInCourse:      {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The member is not in the course."},
	CodeStudentInCourse:        {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "The student is in the course already."},
	CodeAuditorInCourse:        {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "The auditor is in the course already."},
	CodeBadDuration:            {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The lesson duration shall not be less than 15 minutes and not more than 24 hours."},
	CodeStudentInClass:         {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "The student is in the class already."},
	CodeStudentNotInClass:      {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The student is not in the class."},
	CodeRemovingStudentsFailed: {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "Removing the students from the class failed."},
	CodeStudentAsTeacher:       {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Course students cannot be set as teachers when creating lessons."},
	CodeAuditorAsTeacher:       {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Course auditing students cannot be set as teachers when creating lessons."},
	CodeTeacherAsAuditor:       {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A teacher cannot be added as an auditor."},
	CodeClassStudentAsTeacher:  {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A student of the class cannot be its teacher."},
	CodeNoClassAhead:           {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Every class of the course has begun."},
	CodeTeacherNotReplaced:     {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "The class's teacher could not be replaced."},
	CodeCourseIncomplete:       {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The course is not wholly created yet."},
	CodeFolderNotFound:         {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The folder does not exist."},
	CodeFolderNotYours:         {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "The folder is not the institution's."},
	CodeNoFile:                 {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The file to upload is missing."},
	CodeFolderNotAllowed:       {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "The folder allows no such operation."},
	CodeUploadFailed:           {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "The upload failed."},
	CodeFileNotFound:           {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The file does not exist."},
	CodeFileNotYours:           {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "The file is not the institution's."},
	CodeFileExists:             {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "There is a file of that name."},
	CodeFolderExists:           {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "There is a folder of that name."},
	CodeFolderTooDeep:          {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "The folders are nested too deep."},
	CodeTooManyFolders:         {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "There are too many folders."},
	CodeFileTooLarge:           {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "The file is too large."},
	CodeClassDeleted:           {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The class has been deleted."},
	CodeTeacherNotFound:        {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The teacher does not exist."},
	CodeClientClassFailed:      {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "The class could not be added to the client."},
	CodeVideoSettingsFailed:    {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "The class's video settings could not be changed."},
	CodeClientUpdateFailed:     {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "The class could not be changed in the client."},
	CodeBadPictureType:         {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The picture's type is not allowed."},
	CodeNotRecordedClass:       {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A class that is not recorded cannot be broadcast or replayed."},
	CodePasswordNotAllowed:     {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "The password of this user cannot be changed.", Hint: "add the user to the institution first"},
	CodeStudentNotInSchool:     {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The student is not in the institution.", Hint: "add the student with Students.Add"},
	CodeClassNotInSchool:       {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The class is not in the institution."},
	CodeRecordFirst:            {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "Live and replay need the recording."},
	CodeRecordingFixed:         {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The recording can be changed until 20 minutes before the start."},
	CodeVideoService:           {Kind: classcloud.Unavailable, Outcome: classcloud.OutcomeUnknown, Text: "The video service has a problem."},
	CodeNoRecording:            {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The class was not recorded."},
	CodeTooManySeats:           {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The number of students on stage exceeds the maximum limit."},
	CodeHeadTeacherFailed:      {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "The head teacher could not be added."},
	CodeStartTooLate:           {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The lesson start time exceeds the valid range(The start time must be within 3 years)."},
	CodeClassBroken:            {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The class's data are faulty: delete it and create it again."},
	CodeBadNumberRange:         {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The phone number's range is not valid."},
	CodeHeadTeacherNotFound:    {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The head teacher does not exist."},
	CodeStudentAsHeadTeacher:   {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A student of the course cannot be its head teacher."},
	CodeAuditorAsHeadTeacher:   {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "An auditor of the course cannot be its head teacher."},
	CodeHeadTeacherBusy:        {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The head teacher has classes ahead and cannot be replaced."},
	CodeRemovingTeacherFailed:  {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "The teacher could not be removed."},
	CodeTeacherNotInCourse:     {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The course's teachers do not include this one."},
	CodeTeacherHasClasses:      {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The teacher has classes that have not ended."},
	CodeAssistantNotInSchool:   {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The co-teacher is not a teacher in your institution."},
	CodeStudentAsAssistant:     {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Course students cannot be set as co-teachers."},
	CodeAuditorAsAssistant:     {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Course auditing students cannot be set as co-teachers."},
	CodeGuestAsAssistant:       {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A student of the class alone cannot be its co-teacher."},
	CodeTeacherAsAssistant:     {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Lesson teachers can't be set as co-teachers."},
	CodeAssistantPurchase:      {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "Co-teachers failed to purchase lessons.", Hint: "the class may exist"},
	CodeTeacherListFailed:      {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "The lesson teacher failed to be added to the teacher list.", Hint: "the class may exist"},
	CodeGuestAsTeacher:         {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A student of the class alone cannot be its teacher."},
	CodeAssistantListFailed:    {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "The co-teacher failed to be added to the teacher list.", Hint: "the class may exist"},
	CodeAssistantRefund:        {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "The co-teacher could not be taken off the class."},
	CodeAssistantAsTeacher:     {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A co-teacher of the class cannot be its teacher."},
	CodeAssistantAsStudent:     {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A co-teacher of the class cannot be its student."},
	CodeAssistantFormat:        {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The format of co-teacher's account is incorrect(This error code was removed in April 2022.)."},
	CodeBadHeadTeacher:         {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The head teacher's account is not valid."},
	CodeCourseTeacherAsStudent: {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A teacher or co-teacher of the course cannot be its student or auditor."},
	CodeHeadTeacherAsStudent:   {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The head teacher cannot be a student of the course."},
	CodeHeadTeacherNotInSchool: {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The head teacher is not a teacher of the institution."},
	CodeTeacherHasCourses:      {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The teacher has courses that have not ended."},
	CodeBadPictureSize:         {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The picture must measure 300 by 300."},
	CodePictureTooLarge:        {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The picture is larger than 1 MB."},
	CodeSeatsFixed:             {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The seats cannot be changed in the last 20 minutes before the start."},
	CodeSeatsNotChanged:        {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "The seats could not be changed."},
	CodeClassFixed:             {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Name, times, folder, seats, stage and mode cannot be changed in the last 20 minutes before the start."},
	CodeLabelExists:            {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "The label exists already."},
	CodeTooManyLabels:          {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "The institution has as many labels as it may."},
	CodeLabelNotYours:          {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "The label is not the institution's."},
	CodeLabelNotFound:          {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The label does not exist."},
	CodeTooManyClassLabels:     {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "More labels than a class takes."},
	CodeLabelsNotFound:         {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "Some of the labels do not exist."},
	CodeLabelsNotYours:         {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Some of the labels are not the institution's."},
	CodeDefinitionNotChanged:   {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "The resolution could not be changed."},
	CodeSeatsAgainstHD:         {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The number of students on stage does not support HD cameras."},
	CodeCourseTypeFixed:        {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The course/lesson of this type(public course) cannot be operated."},
	CodeSettingNotFound:        {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The classroom setting does not exist."},
	CodeAutoOnStageNotChanged:  {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "Who goes on stage could not be changed."},
	CodeSettingNotYours:        {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "The classroom setting is not the institution's."},
	CodeClassNotEnded:          {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The class has not ended."},
	CodeTeachersFixed:          {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The class has ended: its teachers cannot be changed."},
	CodeSchoolAsTeacher:        {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The institution's own account cannot be disabled."},
	CodeTeacherDeactivated:     {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The teacher is deactivated."},
	CodeAssistantDeactivated:   {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The co-teacher is deactivated."},
	CodeHeadTeacherDeactivated: {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The head teacher is deactivated."},
	CodeTooManyClasses:         {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "The course has as many classes as it may."},
	CodeLockNeedsEnd:           {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A class that has not ended cannot be locked."},
	CodeCourseRunning:          {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A class of the course is running: it cannot be ended."},
	CodeIdentityExists:         {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "The data already exists (The courseUniqueIdentity already exists.)."},
	CodeTooManyCourseLabels:    {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "More labels than a course takes."},
	CodeInvalidData:            {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The requested data is not valid.", Hint: "usually a wrong UID: the id Teachers.Add returns is not one"},
	CodeSubAccountAsTeacher:    {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A sub-account cannot be disabled."},
	CodeTooMany:                {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "More than one call takes."},
	CodeCoverFailed:            {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "The live cover and introduction could not be set."},
	CodeMaintenance:            {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The start and end time of a lesson overlaps with the system maintenance time."},
	CodeBeingCreated:           {Kind: classcloud.Aborted, Outcome: classcloud.OutcomeNotApplied, Text: "The course or class(lesson) is being created by another request.The same courseUniqueIdentity is used to create course/class(lesson) at the same time(within 1 second).", Retry: true},
	CodeEmailRegistered:        {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "The e-mail address is registered already."},
	CodeStudentsBeingAdded:     {Kind: classcloud.Aborted, Outcome: classcloud.OutcomeNotApplied, Text: "The students are being added by another call.", Retry: true},
	CodeClassOfClient:          {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The class was made by the client or by v2 and cannot be changed through v1.", Hint: "use Activities for it"},
	CodePhoneNeeded:            {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Only accounts with a phone number can enter without a password."},
	CodeVideoNotFound:          {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The video file does not exist."},
	CodeVideoNotMade:           {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The recording failed: the video is missing."},
	CodeVideosDeleted:          {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "All videos of the class have been deleted."},
	CodeVideoLocked:            {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The videos are locked."},
	CodeVideoDeleted:           {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The video file has been deleted."},
	CodeEndAfterContract:       {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The class would end after the contract."},
	CodeNotHeadTeacher:         {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "In the teacher's edition the head teacher must be oneself."},
	CodeTeacherSuspended:       {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The teacher is suspended.", Hint: "being suspended takes minutes"},
	CodeAssistantSuspended:     {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The co-teacher is suspended.", Hint: "being suspended takes minutes"},
	CodeHeadTeacherSuspended:   {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The teacher or head teacher is being suspended.", Hint: "being suspended takes minutes"},
	CodeDualCamera:             {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "Do not support to set dual cameras for the lesson."},
	CodeNicknamesNotSynced:     {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "No nickname could be changed."},
	CodeTooManyTeachers:        {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "The institution has as many active teachers as it may."},
	CodeTooManyFolderGrants:    {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "More folders than can be granted."},
	CodeFoldersNotFound:        {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "Some of the folders do not exist."},
	CodeFoldersDeleted:         {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "Some of the folders have been deleted."},
	CodeFoldersNotYours:        {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Some of the folders are not the institution's."},
	CodeBadClassLength:         {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The class's length is not allowed."},
	CodeClassFixedV2:           {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Name, times, folder, seats and mode cannot be changed in the last 5 minutes before the start."},
	CodeNoTextMessage:          {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "With these parameters no text message can be sent."},
	CodeTeachModeNotChanged:    {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "The teach mode could not be changed."},
	CodeHeadTeacherDeleted:     {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The head teacher's account has been deleted by the user."},
	CodeTeacherDeleted:         {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The teacher's account has been deleted by the user."},
	CodeAssistantDeleted:       {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The co-teacher's account has been deleted by the user."},
	CodeStudentDeleted:         {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The student's account has been deleted by the user."},
	CodeAuditorDeleted:         {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The auditor's account has been deleted by the user."},
	CodeUserDeleted:            {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The account has been deleted by the user."},
	CodeGroupNotSet:            {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "The groups could not be set."},
	CodeGroupNotDeleted:        {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "The groups could not be deleted."},
	CodeGroupExists:            {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "The course has groups already."},
	CodeGroupNotFound:          {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The group does not exist."},
	CodeBadLeader:              {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "A leader's UID is wrong."},
	CodeNoneInSchool:           {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "None of the students is of the institution."},
	CodeNoneInCourse:           {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "None of the students is in the course."},
	CodeUnderMaintenance:       {Kind: classcloud.Unavailable, Outcome: classcloud.OutcomeNotApplied, Text: "The system is under maintenance.", Hint: "the vendor is under maintenance, usually on the third Tuesday of a quarter"},
	CodeSubjectNotAllowed:      {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Only primary and secondary schools have subjects."},
	CodeSubjectNotFound:        {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The subject does not exist."},
	CodeDuplicateAssistants:    {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The data of co-teachers are duplicated."},
	CodeTooManyAssistants:      {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "The number of co-teachers exceeds the limit."},
	CodeTeacherRemoved:         {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The teacher has been removed."},
	CodeStudentRemoved:         {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The nickname of a removed student cannot be changed."},
	CodeSubAccountNotFound:     {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The sub-account does not exist."},
	CodeSameUnit:               {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The unit is the same as the one moved to."},
	CodeMovedUnitNotFound:      {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The unit does not exist."},
	CodeUnitNotMoved:           {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "The unit could not be moved."},
	CodeSchoolInArrears:        {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "The institution is in arrears."},
	CodeSchoolNotNormal:        {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "The institution's state does not allow it."},
	CodeTargetUnitFull:         {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "The unit moved to has as many activities as it takes."},
	CodeActivityDeleted:        {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The activity has been deleted."},
	CodeActivityReleased:       {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The activity has been released already."},
	CodeUnitNotCreated:         {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "The unit could not be created."},
	CodeUnitNotDeleted:         {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "The unit could not be deleted."},
	CodeUnitExists:             {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "The unit exists already."},
	CodeEmptyHomework:          {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Homework without content cannot be released."},
	CodeActivityNotFound:       {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The activity does not exist."},
	CodeActivityTypeNoMembers:  {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Homework and quizzes do not have members of their own."},
	CodeSchoolTypeFailed:       {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "The institution's type could not be read."},
	CodeAlreadyHeadTeacher:     {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "The member is the course's head teacher already."},
	CodeCourseClosed:           {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The course has been ended."},
	CodeStorageFull:            {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "The storage is full."},
	CodeUnitHasClasses:         {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The unit holds classes that are running or have ended."},
	CodeUnitPublished:          {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A published unit cannot become a draft."},
	CodeActivityRunning:        {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A running class cannot be deleted."},
	CodeActivityOver:           {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A class that has ended cannot be deleted."},
	CodeUnitNotFound:           {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The unit does not exist."},
	CodeStudentNotInCourse:     {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The student is not in the course."},
	CodeUnitFull:               {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "More than a unit or a course takes."},
	CodeUnitNameTaken:          {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "A unit has that name."},
	CodeTargetUnitNotFound:     {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The unit to move to does not exist."},
	CodeBadParameter:           {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "A parameter is wrong."},
	CodeBadSignature:           {Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied, Text: "The signature is wrong.", Hint: "the secret or the SID is wrong"},
	CodeStaleTimestamp:         {Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied, Text: "The time stamp is more than 5 minutes off.", Hint: "this machine's clock is wrong"},
	CodeNoTimestamp:            {Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied, Text: "The time stamp is missing."},
	CodeTooFast:                {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "Too many calls.", Retry: true},
	CodeRepeated:               {Kind: classcloud.Aborted, Outcome: classcloud.OutcomeUnknown, Text: "The same call was made within 5 seconds.", Hint: "the call before it may have been applied: look before repeating it"},
	CodeServiceCallFailed:      {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "A service inside the vendor's system failed."},
	CodeUnlockNeedsRelease:     {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A condition of the activity is still a draft."},
	CodeDualCameraV2:           {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "Two cameras are not allowed with these settings."},
	CodeNicknameNotSynced:      {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "The nickname could not be synced."},
	CodeActivityEnded:          {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The activity has ended."},
	CodeActivityTypeNoStudents: {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Students cannot be added to homework and quizzes."},
	CodeTeacherIsAssistant:     {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "Teacher and co-teacher must differ."},
	CodeSettingNotInPlan:       {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "There are settings that are not supported by the current version."},
	CodeMonthlyLimitExceeded:   {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "You have exceeded the monthly limit for creating lessons. To continue creating lessons, please upgrade your account to access additional benefits."},
	CodeMonthlyLimitReached:    {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "You have reached the monthly limit for creating lessons and cannot continue creating more."},
	CodeLiveNotInPlan:          {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Not supported for configuring web-based live streaming."},
	CodeSceneNotInPlan:         {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Not supported for setting up cloud recording for On-the-spot Scene."},
	CodeBadSeats:               {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "Error with the number of people on stage parameter."},
	CodeAssistantsNotInPlan:    {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Not supported for setting up co-teachers."},
	CodeReplayNotInPlan:        {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Not supported for web-based classroom playback."},
	CodeRecordingNotInPlan:     {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Not supported for setting cloud recording."},
	CodeDualCameraNotInPlan:    {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Not supported for setting dual-camera mode."},
	CodeResolutionNotInPlan:    {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Resolution exceeds limit."},
	CodeBadRecording:           {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The recording settings contradict each other."},
	CodeTooManyDeletes:         {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "More than can be deleted in one call."},
	CodeBadBusinessParameter:   {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "A parameter is wrong."},
	CodeCourseOfAnother:        {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The course is not the institution's."},
	CodeCourseNotStandard:      {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The course is not a standard course."},
	CodeCourseExpiredV2:        {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The course has expired."},
	CodeMissingParameter:       {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "A required parameter is missing."},
	CodeClassOfAnother:         {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The class is not the institution's."},
	CodeNotAllowed:             {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "The account may not do this."},
	CodeClassFailed:            {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "The class could not be processed."},
	CodeNotDoubleTeacher:       {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The class is not an online double-teacher class."},
	CodeNameTooLong:            {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The class's name is longer than 50 characters."},
	CodeSubClassFixed:          {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "A sub-class takes its teacher and times from the main class."},
	CodeMainClassNotFound:      {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The main class does not exist."},
	CodeTooManySubClasses:      {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "The main class has as many sub-classes as it takes."},
	CodeClassOver:              {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The class has ended or been deleted."},
	CodeTeacherOfAnother:       {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The teacher is not the institution's."},
	CodeSchoolNotFound:         {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The institution does not exist."},
	CodeStudentOfAnother:       {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The student is not in the institution."},
	CodeTooManyStudentsAtOnce:  {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "More than 100 students in one call."},
	CodeCourseClassLimit:       {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "The limit of classes in a course is reached."},
	CodeOMONotInPlan:           {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "The OMO add-on is not in the plan."},
	CodeClassInfoNotFound:      {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The class does not exist."},
	CodeViewerNotInCourse:      {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The user is not in the course of the class."},
	CodeReplayNotFound:         {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The class does not exist or is not the institution's."},
	CodeReplayNeedsEnd:         {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The class has not ended."},
	CodeReplayNotRecorded:      {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The class is not recorded."},
	CodeViewerForbidden:        {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The account has been set not to watch the replay."},
	CodeSameCourse:             {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "Main class and sub-class must be in different courses."},
	CodeBadRecordingV2:         {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The recording settings contradict each other."},
}

// warnings are codes that mean "done, but": a result with warnings, never an error that would invite a repeat.
var warnings = map[Code]string{
	CodeActivityNotLive:       "The class was created; its broadcast could not be set.",
	CodeCreatedNotRecorded:    "The lesson was created successfully, but the classroom-recording parameter is incorrect. Thus the recording function is not activated.",
	CodeCreatedVideoFailed:    "The lesson was created successfully. There is problems with the video service, and the recording function is not activated.",
	CodeUpdatedNotRecorded:    "The class was changed; the recording parameters are wrong and the recording was not.",
	CodeUpdatedTooLate:        "The class was changed; the recording cannot be switched on in the last 20 minutes before the start.",
	CodeUpdatedVideoFailed:    "The class was changed; the video service has a problem and the recording was not.",
	CodeRegisteredNoPicture:   "The user was registered; the picture could not be set.",
	CodeRegisteredNotStudent:  "The user was registered and could not be added to the institution as a student.",
	CodeRegisteredNotTeacher:  "The user was registered and could not be added to the institution as a teacher.",
	CodeDeletedIdentityKept:   "The class was deleted; its identity was not freed.",
	CodeCreatedNoIntroduction: "The lesson was created successfully, but the setting of lesson introduction failed.",
	CodeUpdatedNoIntroduction: "The class was changed; the introduction could not be set.",
	CodeAddedNotSynced:        "The member was added; the nickname could not be synced.",
	CodeSyncedPartly:          "Some of the nicknames could not be changed.",
	CodeGroupPartly:           "The groups were set; some of the UIDs are wrong.",
	CodeUnitCreated:           "The unit was created.",
	CodeCreatedOverPlan:       "Operation successful! The usage limit for [online classroom] resources has been surpassed. To avoid any negative consequences, please reach out to your account manager immediately.",
}

func (c Code) info() transport.CodeInfo {
	if info, ok := codes[c]; ok {
		return info
	}
	if info, ok := transport.StatusCode(strconv.FormatInt(int64(c), 10)); ok && warnings[c] == "" {
		return info
	}
	return transport.CodeInfo{Kind: classcloud.Unknown, Outcome: classcloud.OutcomeUnknown, Text: warnings[c]}
}

// Error returns the code and the vendor's text for it.
func (c Code) Error() string {
	text := "classin code " + strconv.FormatInt(int64(c), 10)
	if info, ok := codes[c]; ok {
		return text + ": " + info.Text
	}
	if warning, ok := warnings[c]; ok {
		return text + ": " + warning
	}
	return text
}

// failed makes the error of a refusal.
func failed(code, message string) *classcloud.Error {
	n, err := strconv.ParseInt(code, 10, 64)
	if err != nil {
		return transport.CodeInfo{Kind: classcloud.Unknown}.Failure(code, message, nil)
	}
	return Code(n).info().Failure(code, message, Code(n))
}
