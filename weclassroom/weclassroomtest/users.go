package weclassroomtest

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	firstUID = 121493
	maxUsers = 50 // of one call

	student = 1
	teacher = 2
)

// phoneNumber is a mobile number of mainland China.
var phoneNumber = regexp.MustCompile(`^1[0-9]{10}$`)

// User is an account. A phone has one, which may be a student's and a teacher's at once.
type User struct {
	UID     int64
	Phone   string
	Name    string
	Gender  int64 // 1 male, 2 female
	Student bool
	Teacher bool
}

// Users returns all accounts by uid.
func (s *Server) Users() (users []User) {
	s.Do(func() { users = s.users.copies() })
	return users
}

// AddUser seeds an account and returns it with its uid, a fresh one where that is 0. It panics when the phone or the uid has an
// account already.
func (s *Server) AddUser(user User) User {
	s.Do(func() {
		if user.UID == 0 {
			user.UID = s.users.freshID()
		}
		if s.users.rows[user.UID] != nil || s.userByPhone(user.Phone) != nil {
			panic(fmt.Sprintf("weclassroomtest: AddUser: uid %d or phone %q is taken", user.UID, user.Phone))
		}
		kept := user
		s.users.rows[user.UID] = &kept
	})
	return user
}

func (s *Server) userRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.route("Users.Create", "/user/create", s.createUsers), // API 1
	}
}

// WithReversedUsers answers Users.Create in the reverse of the order asked: the document promises none, so users are to be
// matched by mobile.
func WithReversedUsers() Option {
	return func(s *settings) { s.dialect.reversedUsers = true }
}

// createUsers makes all or none.
func (s *Server) createUsers(p *parameters) (object, *refusal) {
	var users []User
	for _, item := range p.maps("userData", maxUsers) {
		users = append(users, readUser(item))
		p.join(item)
	}
	if p.refused != nil {
		return nil, p.refused
	}
	if s.dialect.reversedUsers {
		slices.Reverse(users)
	}
	rows := []any{}
	for i, user := range users {
		rows = append(rows, object{{"mobile", mobile(i, user.Phone)}, {"uid", s.enrol(user)}})
	}
	return success("操作成功", member{"data", rows}), nil
}

func readUser(p *parameters) User {
	user := User{Phone: p.text("userPhone")}
	if !phoneNumber.MatchString(user.Phone) {
		p.fail(codeValue, "userPhone", "应为手机号")
	}
	user.Name = p.text("userName")
	kind := p.choice("userType", student, teacher)
	user.Student, user.Teacher = kind == student, kind == teacher
	user.Gender = p.choice("userGender", 1, 2)
	return user
}

// enrol makes an account, or adds to the one the phone has: its uid, name and gender stay.
func (s *Server) enrol(user User) int64 {
	if known := s.userByPhone(user.Phone); known != nil {
		known.Student = known.Student || user.Student
		known.Teacher = known.Teacher || user.Teacher
		return known.UID
	}
	user.UID = s.users.freshID()
	s.users.rows[user.UID] = &user
	return user.UID
}

func (s *Server) userByPhone(phone string) *User {
	for _, user := range s.users.rows {
		if user.Phone == phone {
			return user
		}
	}
	return nil
}

// mobile is a string in one row and a number in the next, as in the document's example.
func mobile(row int, phone string) any {
	if row%2 == 0 {
		return phone
	}
	number, _ := canonical(phone) // it is 11 digits that start with 1
	return number
}

// readTeacher reads the id of one who teaches; absent is for the caller.
func (s *Server) readTeacher(p *parameters, name string, id int64) int64 {
	user := s.users.rows[id]
	if user == nil || !user.Teacher {
		p.fail(codeValue, name, "老师不存在")
	}
	return id
}
