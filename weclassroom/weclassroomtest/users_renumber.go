package weclassroomtest

// renumber gives an account a new id and changes the old one in all records.
func (s *Server) renumber(user *User) {
	old := user.UserID
	user.UserID = s.users.freshID()
	delete(s.users.rows, old)
	s.users.rows[user.UserID] = user

	change := func(uid *int64) {
		if *uid == old {
			*uid = user.UserID
		}
	}
	for _, classroom := range s.classrooms.rows {
		change(&classroom.TeacherID)
		each(classroom.StudentIDs, change)
	}
	for _, lesson := range s.lessons.rows {
		change(&lesson.TeacherID)
		each(lesson.StudentIDs, change)
	}
	each(s.attendance, func(a *Attendance) { change(&a.UserID) })
	each(s.teaching, func(a *TeacherAttendance) { change(&a.TeacherID) })
	each(s.starCounts, func(a *StarCount) { change(&a.UserID) })
	each(s.events, func(e *Event) { change(&e.UserID) })
	each(s.helps, func(h *HelpRequest) { change(&h.UserID) })
	each(s.recordings, func(r *Recording) { change(&r.UserID) })
}

// each calls f with a pointer to every element.
func each[T any](rows []T, f func(*T)) {
	for i := range rows {
		f(&rows[i])
	}
}
