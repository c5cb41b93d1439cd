package classin

import (
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

const codeOK = "1"

// Code is an errno of the vendor; ones this module does not know are kept. Use it with errors.Is.
type Code int64

// The codes of addCourseClass; the last two, and maintenance, come from newer pages than the document.
const (
	CodeInvalidParameter      Code = 100       // Incomplete or incorrect parameters.
	CodeNotAuthorized         Code = 102       // No permission(Security verification failed.).
	CodeUnknownError          Code = 104       // Operation failed(unknown error).
	CodeServerException       Code = 114       // Server exception.
	CodeEndBeforeStart        Code = 119       // The lesson end time must be later than the lesson start time.
	CodeStartTooSoon          Code = 120       // The lesson must start at least one minute after the current time.
	CodeTeacherNotInSchool    Code = 136       // There is no such teacher in your institution. Please add the teacher to your institution first.
	CodeCourseNotInSchool     Code = 144       // There is no such course in your institution.
	CodeCourseNotFound        Code = 147       // No information about this course.
	CodeCourseDeleted         Code = 149       // The course has been deleted.
	CodeCourseExpired         Code = 153       // The course is expired.
	CodeFolderNotInSchool     Code = 160       // Your institution does not have the directory/folder in its cloud disk.
	CodeBadDuration           Code = 165       // The lesson duration shall not be less than 15 minutes and not more than 24 hours.
	CodeStudentAsTeacher      Code = 172       // Course students cannot be set as teachers when creating lessons.
	CodeAuditorAsTeacher      Code = 173       // Course auditing students cannot be set as teachers when creating lessons.
	CodeTooManySeats          Code = 259       // The number of students on stage exceeds the maximum limit.
	CodeStartTooLate          Code = 268       // The lesson start time exceeds the valid range(The start time must be within 3 years).
	CodeCreatedNotRecorded    Code = 280       // The lesson was created successfully, but the classroom-recording parameter is incorrect. Thus the recording function is not activated.
	CodeCreatedVideoFailed    Code = 281       // The lesson was created successfully. There is problems with the video service, and the recording function is not activated.
	CodeAssistantNotInSchool  Code = 318       // The co-teacher is not a teacher in your institution.
	CodeStudentAsAssistant    Code = 319       // Course students cannot be set as co-teachers.
	CodeAuditorAsAssistant    Code = 320       // Course auditing students cannot be set as co-teachers.
	CodeTeacherAsAssistant    Code = 322       // Lesson teachers can't be set as co-teachers.
	CodeAssistantPurchase     Code = 323       // Co-teachers failed to purchase lessons.
	CodeTeacherListFailed     Code = 324       // The lesson teacher failed to be added to the teacher list.
	CodeAssistantListFailed   Code = 326       // The co-teacher failed to be added to the teacher list.
	CodeAssistantFormat       Code = 330       // The format of co-teacher's account is incorrect(This error code was removed in April 2022.).
	CodeSeatsAgainstHD        Code = 368       // The number of students on stage does not support HD cameras.
	CodeCourseTypeFixed       Code = 369       // The course/lesson of this type(public course) cannot be operated.
	CodeTeacherDeactivated    Code = 387       // The teacher is deactivated.
	CodeAssistantDeactivated  Code = 388       // The co-teacher is deactivated.
	CodeIdentityExists        Code = 398       // The data already exists (The courseUniqueIdentity already exists.).
	CodeInvalidData           Code = 400       // The requested data is not valid.
	CodeMaintenance           Code = 454       // The start and end time of a lesson overlaps with the system maintenance time.
	CodeBeingCreated          Code = 460       // The course or class(lesson) is being created by another request.The same courseUniqueIdentity is used to create course/class(lesson) at the same time(
	CodeTeacherSuspended      Code = 800       // The teacher is suspended.
	CodeAssistantSuspended    Code = 804       // The co-teacher is suspended.
	CodeDualCamera            Code = 808       // Do not support to set dual cameras for the lesson.
	CodeCreatedNoIntroduction Code = 824       // The lesson was created successfully, but the setting of lesson introduction failed.
	CodeTeacherDeleted        Code = 884       // The teacher's account has been deleted by the user.
	CodeAssistantDeleted      Code = 885       // The co-teacher's account has been deleted by the user.
	CodeUnderMaintenance      Code = 901       // The system is under maintenance.
	CodeDuplicateAssistants   Code = 21316     // The data of co-teachers are duplicated.
	CodeTooManyAssistants     Code = 21317     // The number of co-teachers exceeds the limit.
	CodeSettingNotInPlan      Code = 121601001 // There are settings that are not supported by the current version.
	CodeCreatedOverPlan       Code = 121601002 // Operation successful! The usage limit for [online classroom] resources has been surpassed. To avoid any negative consequences, please reach out to you
	CodeMonthlyLimitExceeded  Code = 121601003 // You have exceeded the monthly limit for creating lessons. To continue creating lessons, please upgrade your account to access additional benefits.
	CodeMonthlyLimitReached   Code = 121601004 // You have reached the monthly limit for creating lessons and cannot continue creating more.
	CodeLiveNotInPlan         Code = 121601005 // Not supported for configuring web-based live streaming.
	CodeSceneNotInPlan        Code = 121601006 // Not supported for setting up cloud recording for On-the-spot Scene.
	CodeBadSeats              Code = 121601007 // Error with the number of people on stage parameter.
	CodeAssistantsNotInPlan   Code = 121601008 // Not supported for setting up co-teachers.
	CodeReplayNotInPlan       Code = 121601009 // Not supported for web-based classroom playback.
	CodeRecordingNotInPlan    Code = 121601010 // Not supported for setting cloud recording.
	CodeDualCameraNotInPlan   Code = 121601011 // Not supported for setting dual-camera mode.
	CodeResolutionNotInPlan   Code = 121601012 // Resolution exceeds limit.
	CodeCourseLessonLimit     Code = 121601070 // The limit of lessons in a course is reached.
	CodeOMONotInPlan          Code = 121604007 // The OMO add-on is not in the plan.
)

// codes says what each means. A refusal was not applied; where the vendor does not say whether the lesson exists, it may.
var codes = map[Code]transport.CodeInfo{
	CodeInvalidParameter:     {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "Incomplete or incorrect parameters."},
	CodeNotAuthorized:        {Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied, Text: "No permission(Security verification failed.).", Hint: "the secret, the SID or this machine's clock is wrong, the account has no API right, or its contract has ended"},
	CodeUnknownError:         {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "Operation failed(unknown error).", Hint: "repeat only with the same Identity", Retry: true},
	CodeServerException:      {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "Server exception.", Hint: "repeat only with the same Identity", Retry: true},
	CodeEndBeforeStart:       {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The lesson end time must be later than the lesson start time."},
	CodeStartTooSoon:         {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The lesson must start at least one minute after the current time."},
	CodeTeacherNotInSchool:   {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "There is no such teacher in your institution. Please add the teacher to your institution first.", Hint: "add the teacher with Teachers.Add, and pass the UID that Users.Register returned, not the id Teachers.Add returned"},
	CodeCourseNotInSchool:    {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "There is no such course in your institution."},
	CodeCourseNotFound:       {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "No information about this course."},
	CodeCourseDeleted:        {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The course has been deleted."},
	CodeCourseExpired:        {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The course is expired."},
	CodeFolderNotInSchool:    {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "Your institution does not have the directory/folder in its cloud disk."},
	CodeBadDuration:          {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The lesson duration shall not be less than 15 minutes and not more than 24 hours."},
	CodeStudentAsTeacher:     {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Course students cannot be set as teachers when creating lessons."},
	CodeAuditorAsTeacher:     {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Course auditing students cannot be set as teachers when creating lessons."},
	CodeTooManySeats:         {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The number of students on stage exceeds the maximum limit."},
	CodeStartTooLate:         {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The lesson start time exceeds the valid range(The start time must be within 3 years)."},
	CodeAssistantNotInSchool: {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "The co-teacher is not a teacher in your institution."},
	CodeStudentAsAssistant:   {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Course students cannot be set as co-teachers."},
	CodeAuditorAsAssistant:   {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Course auditing students cannot be set as co-teachers."},
	CodeTeacherAsAssistant:   {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "Lesson teachers can't be set as co-teachers."},
	CodeAssistantPurchase:    {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "Co-teachers failed to purchase lessons.", Hint: "the lesson may exist: repeat only with the same Identity"},
	CodeTeacherListFailed:    {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "The lesson teacher failed to be added to the teacher list.", Hint: "the lesson may exist: repeat only with the same Identity"},
	CodeAssistantListFailed:  {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "The co-teacher failed to be added to the teacher list.", Hint: "the lesson may exist: repeat only with the same Identity"},
	CodeAssistantFormat:      {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The format of co-teacher's account is incorrect(This error code was removed in April 2022.)."},
	CodeSeatsAgainstHD:       {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The number of students on stage does not support HD cameras."},
	CodeCourseTypeFixed:      {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The course/lesson of this type(public course) cannot be operated."},
	CodeTeacherDeactivated:   {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The teacher is deactivated."},
	CodeAssistantDeactivated: {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The co-teacher is deactivated."},
	CodeIdentityExists:       {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "The data already exists (The courseUniqueIdentity already exists.)."},
	CodeInvalidData:          {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The requested data is not valid.", Hint: "usually a wrong UID: the id Teachers.Add returns is not one"},
	CodeMaintenance:          {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The start and end time of a lesson overlaps with the system maintenance time."},
	CodeBeingCreated:         {Kind: classcloud.Aborted, Outcome: classcloud.OutcomeNotApplied, Text: "The course or class(lesson) is being created by another request.The same courseUniqueIdentity is used to create course/class(lesson) at the same time(within 1 second).", Retry: true},
	CodeTeacherSuspended:     {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The teacher is suspended.", Hint: "being suspended takes minutes"},
	CodeAssistantSuspended:   {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The co-teacher is suspended.", Hint: "being suspended takes minutes"},
	CodeDualCamera:           {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "Do not support to set dual cameras for the lesson."},
	CodeTeacherDeleted:       {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The teacher's account has been deleted by the user."},
	CodeAssistantDeleted:     {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "The co-teacher's account has been deleted by the user."},
	CodeUnderMaintenance:     {Kind: classcloud.Unavailable, Outcome: classcloud.OutcomeNotApplied, Text: "The system is under maintenance.", Hint: "the vendor is under maintenance, usually on the third Tuesday of a quarter"},
	CodeDuplicateAssistants:  {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "The data of co-teachers are duplicated."},
	CodeTooManyAssistants:    {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "The number of co-teachers exceeds the limit."},
	CodeSettingNotInPlan:     {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "There are settings that are not supported by the current version."},
	CodeMonthlyLimitExceeded: {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "You have exceeded the monthly limit for creating lessons. To continue creating lessons, please upgrade your account to access additional benefits."},
	CodeMonthlyLimitReached:  {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "You have reached the monthly limit for creating lessons and cannot continue creating more."},
	CodeLiveNotInPlan:        {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Not supported for configuring web-based live streaming."},
	CodeSceneNotInPlan:       {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Not supported for setting up cloud recording for On-the-spot Scene."},
	CodeBadSeats:             {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "Error with the number of people on stage parameter."},
	CodeAssistantsNotInPlan:  {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Not supported for setting up co-teachers."},
	CodeReplayNotInPlan:      {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Not supported for web-based classroom playback."},
	CodeRecordingNotInPlan:   {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Not supported for setting cloud recording."},
	CodeDualCameraNotInPlan:  {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Not supported for setting dual-camera mode."},
	CodeResolutionNotInPlan:  {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "Resolution exceeds limit."},
	CodeCourseLessonLimit:    {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: "The limit of lessons in a course is reached."},
	CodeOMONotInPlan:         {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "The OMO add-on is not in the plan."},
}

// warnings are codes that mean "done, but": a result with warnings, never an error that would invite a repeat.
var warnings = map[Code]string{
	CodeCreatedNotRecorded:    "The lesson was created successfully, but the classroom-recording parameter is incorrect. Thus the recording function is not activated.",
	CodeCreatedVideoFailed:    "The lesson was created successfully. There is problems with the video service, and the recording function is not activated.",
	CodeCreatedNoIntroduction: "The lesson was created successfully, but the setting of lesson introduction failed.",
	CodeCreatedOverPlan:       "Operation successful! The usage limit for [online classroom] resources has been surpassed. To avoid any negative consequences, please reach out to your account manager immediately.",
}

func (c Code) info() transport.CodeInfo {
	if info, ok := codes[c]; ok {
		return info
	}
	return transport.CodeInfo{Kind: classcloud.Unknown, Outcome: classcloud.OutcomeUnknown}
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
