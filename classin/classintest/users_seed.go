package classintest

import (
	"fmt"
	"maps"
	"slices"
)

// User is an account of ClassIn.
type User struct {
	UID         int64
	Phone       string
	Email       string
	Nickname    string // at most 24 characters
	PasswordMD5 string // the MD5 of the password, in lower case
}

// TeacherStatus is where a teacher of the school stands.
type TeacherStatus int

// The states.
const (
	TeacherStatusActive     TeacherStatus = iota // an active teacher
	TeacherStatusSuspending                      // being disabled, which takes minutes: 800, 804
	TeacherStatusDisabled                        // disabled: 387, 388
	TeacherStatusGone                            // the user deleted the account: 884, 885
)

// Teacher is a teacher of the school.
type Teacher struct {
	UID       int64
	Name      string
	Status    TeacherStatus
	FolderIDs []int64 // the folders that Teachers.SetCloudFolders granted
}

// AddUser registers an account outside the school, with an invented phone number. For any other UID calls answer 400.
func (s *Server) AddUser(uid int64) {
	s.kit.Do(func() { s.school.addAccount(uid) })
}

// SetUser registers an account, or replaces it.
func (s *Server) SetUser(user User) {
	s.kit.Do(func() { s.school.accounts[user.UID] = &user })
}

// Users returns the accounts in the order of their UIDs.
func (s *Server) Users() []User {
	s.kit.Lock()
	defer s.kit.Unlock()
	users := []User{}
	for _, uid := range slices.Sorted(maps.Keys(s.school.accounts)) {
		users = append(users, *s.school.accounts[uid])
	}
	return users
}

// AddTeacher adds an active teacher to the school.
func (s *Server) AddTeacher(uid int64) { s.SetTeacher(uid, TeacherStatusActive) }

// SetTeacher changes the status of a teacher. It adds the teacher if the school does not have one with this UID.
func (s *Server) SetTeacher(uid int64, state TeacherStatus) {
	s.kit.Do(func() { s.school.setTeacher(uid, state) })
}

// Teachers returns the teachers of the school in the order of their UIDs.
func (s *Server) Teachers() []Teacher {
	s.kit.Lock()
	defer s.kit.Unlock()
	teachers := []Teacher{}
	for _, uid := range slices.Sorted(maps.Keys(s.school.teachers)) {
		teachers = append(teachers, Teacher{uid, s.school.names[uid], s.school.teachers[uid], slices.Clone(s.school.grants[uid])})
	}
	return teachers
}

// AddSchoolStudent makes an account a student of the school without adding it to a course.
func (s *Server) AddSchoolStudent(uid int64, name string) {
	s.kit.Do(func() {
		s.school.addAccount(uid)
		s.school.students[uid] = name
	})
}

// Students returns the names of the school's students by UID.
func (s *Server) Students() map[int64]string {
	s.kit.Lock()
	defer s.kit.Unlock()
	return maps.Clone(s.school.students)
}

// AddSubAccount makes an account a sub-account, which manages the school beside its owner.
func (s *Server) AddSubAccount(uid int64) {
	s.kit.Do(func() {
		s.school.addAccount(uid)
		s.school.subAccounts[uid] = true
	})
}

func (s *school) addAccount(uid int64) {
	if s.accounts[uid] == nil {
		s.accounts[uid] = &User{UID: uid, Phone: fmt.Sprintf("139%08d", uid%1e8)}
	}
}

func (s *school) setTeacher(uid int64, state TeacherStatus) {
	s.addAccount(uid)
	s.teachers[uid] = state
}

// byAccount finds the user of a phone number or an e-mail address.
func (s *school) byAccount(account string) *User {
	for _, user := range s.accounts {
		if account != "" && (user.Phone == account || user.Email == account) {
			return user
		}
	}
	return nil
}
