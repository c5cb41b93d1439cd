// Package weclassroom drives WeClassroom (直播云), the live classrooms of weclassroom.com.
//
//	client, err := weclassroom.New(weclassroom.Credentials{ApplicationID: id, Secret: secret})
//	users, err := client.Users.Create(ctx, &weclassroom.CreateUsersRequest{Users: []weclassroom.NewUser{{
//		Phone: "13800138000", Name: "张一", Role: weclassroom.RoleTeacher, Gender: weclassroom.GenderFemale,
//	}}})
//
// Parameters travel encrypted in one field, signMsg; it covers neither time nor path, so whoever reads one can send it again: it
// is never logged and made anew for every attempt. Times are Beijing's and have minutes, no seconds, where lessons are planned.
//
// The vendor reports partial success in words: AddedLessonDocuments and its kind have Complete, and a Sentence knows the id it is about.
// Replay URLs may come without a scheme: the URL methods and ReplayURL complete them. An institution converts one document in 30
// seconds, which Documents.UploadFromURL keeps. What the document leaves open, the name of a lesson's day in Lessons.CreateBatch, is
// an option: WithDateKey.
//
// Package weclassroomtest is a server that behaves like the vendor's, for tests without an account.
package weclassroom
