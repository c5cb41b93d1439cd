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
// day in Lessons.CreateBatch: the option WithDateKey chooses it.
//
// Package weclassroomtest is a server that behaves like the vendor's, for tests without an account.
package weclassroom
