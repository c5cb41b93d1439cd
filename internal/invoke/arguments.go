package invoke

import "slices"

// Positional returns the vendor's names of the arguments of a method that takes them one by one. It returns none for a method that
// takes a request struct.
func Positional(vendor, operation string) []string {
	return slices.Clone(positional[vendor+" "+operation])
}

// positional holds the vendors' names of the arguments that a method takes one by one and not in a request struct. Go's reflection
// does not tell the names of arguments. The golden files call every operation through this table, so a mistake in it fails a test.
var positional = map[string][]string{
	"agora Groups.Stop":                        {"roomUuid"},
	"agora Recordings.SetReady":                {"roomUuid"},
	"agora Recordings.Stop":                    {"roomUuid"},
	"agora Rooms.Close":                        {"roomUuid"},
	"agora Rooms.End":                          {"roomUuid"},
	"agora Rooms.Get":                          {"roomUuid"},
	"agora Rooms.Start":                        {"roomUuid"},
	"aui Assistants.GetPermit":                 {"class_id"},
	"aui Documents.List":                       {"classId"},
	"aui Meetings.Get":                         {"id"},
	"baijiayun Callbacks.SetClassURL":          {"url"},
	"baijiayun Callbacks.SetTranscodeURL":      {"url"},
	"baijiayun Documents.List":                 {"type"},
	"baijiayun Groups.GetCodes":                {"room_id"},
	"baijiayun Groups.ListRooms":               {"room_id"},
	"baijiayun JoinCodes.Get":                  {"code"},
	"baijiayun Playbacks.ListSpots":            {"room_id"},
	"baijiayun Quizzes.List":                   {"room_id"},
	"baijiayun Recordings.CreatePlayback":      {"room_id"},
	"baijiayun Recordings.Stop":                {"room_id"},
	"baijiayun Reports.GetExpressions":         {"room_id"},
	"baijiayun Reports.ListAttentionChecks":    {"room_id"},
	"baijiayun Reports.ListCheckIns":           {"room_id"},
	"baijiayun Reports.ListLikes":              {"room_id"},
	"baijiayun Reports.ListRedPackets":         {"room_id"},
	"baijiayun Rooms.Delete":                   {"room_id"},
	"baijiayun Rooms.Get":                      {"room_id"},
	"baijiayun Rooms.GetLiveStatus":            {"room_id"},
	"baijiayun Rooms.GetTeacherStatus":         {"room_id"},
	"baijiayun Rooms.GetUserCount":             {"room_id"},
	"baijiayun Rooms.ListDocuments":            {"room_id"},
	"baijiayun Rooms.Start":                    {"room_id"},
	"baijiayun Streams.GetPullURLs":            {"room_id"},
	"baijiayun Streams.GetPushURL":             {"room_id"},
	"classin Courses.End":                      {"courseId"},
	"classin Courses.Get":                      {"courseId"},
	"classin Courses.SyncNicknames":            {"courseId"},
	"classin Documents.Delete":                 {"fileId"},
	"classin Folders.Delete":                   {"folderId"},
	"classin Folders.ListContents":             {"folderId"},
	"classin Labels.Create":                    {"labelName"},
	"classin Labels.Delete":                    {"labelId"},
	"classin Recordings.DeleteAll":             {"classId"},
	"classin School.DeleteSubAccount":          {"UID"},
	"classin Students.SyncNicknames":           {"studentUids"},
	"classin Teachers.Disable":                 {"teacherUid"},
	"classin Teachers.Enable":                  {"teacherUid"},
	"weclassroom Classrooms.Delete":            {"classroomId"},
	"weclassroom Classrooms.GetProgress":       {"classroomId"},
	"weclassroom Lessons.Delete":               {"lessonId"},
	"weclassroom Lessons.GetClassroom":         {"lessonId"},
	"weclassroom Lessons.ListByIDs":            {"lessonId"},
	"weclassroom Lessons.ListStatusByIDs":      {"lesson_id"},
	"weclassroom Recordings.Get":               {"lessonId"},
	"weclassroom Reports.GetTeacherAttendance": {"lessonId"},
	"weclassroom Reports.ListStars":            {"lessonIds"},
	"weclassroom Users.ListByPhones":           {"mobile"},
}
