// Package weclassroom is a client of WeClassroom (直播云), the live classrooms of weclassroom.com.
//
//	client, err := weclassroom.New(weclassroom.Credentials{ApplicationID: id, Secret: secret})
//	users, err := client.Users.Create(ctx, &weclassroom.CreateUsersRequest{Users: []weclassroom.NewUser{{
//		Phone: "13800138000", Name: "张一", Role: weclassroom.RoleTeacher, Gender: weclassroom.GenderFemale,
//	}}})
//
// Parameters travel encrypted in one field, signMsg. It covers neither time nor path, so whoever reads a signMsg can send it again:
// the client never logs it and makes a new one for every attempt. Times are Beijing's. Where lessons are planned they have minutes
// and no seconds.
//
// The vendor reports partial success in words: AddedLessonDocuments and its like have a method Complete, and a Sentence knows the
// id it is about. Replay URLs may come without a scheme: the URL methods and ReplayURL complete them. An institution may convert
// one document per 30 seconds; Documents.UploadFromURL keeps this limit. The document contradicts itself on the name of a lesson's
// day in Lessons.CreateBatch, and names no type for two codes of Users.Create: the options WithDateKey and WithUserCodeForm choose.
// Where the document leaves open what a reply means, the doc comment says so, and the field holds the vendor's own value: see
// Lesson.StatusCode, LessonClass.ClassID and UserRecording.Key.
//
// The client calls the production server, https://openapi.weclassroom.com. The vendor's test environment is
// http://test-openapi.weclassroom.com, for classcloud.WithBaseURL; it has accounts of its own. The document has no links by which users
// enter a lesson (they enter with the vendor's program) and no callbacks.
//
// Package weclassroomtest is a server that behaves like the vendor's, for tests without an account.
package weclassroom
