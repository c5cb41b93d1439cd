package weclassroomtest

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	firstUID = 121493
	maxUsers = 50 // of one call

	student = 1
	teacher = 2

	// The roles API 20 answers. The document shows 2 and 3 for one phone and explains neither; which is which is our guess.
	roleStudent = 2
	roleTeacher = 3
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

func (u User) clone() User { return u }

// is tells whether the account is of a userType.
func (u User) is(userType int64) bool {
	return userType == student && u.Student || userType == teacher && u.Teacher
}

// Users returns all accounts by uid.
func (s *Server) Users() (users []User) {
	s.kit.Do(func() { users = s.users.copies() })
	return users
}

// AddUser seeds an account and returns it with its uid, a fresh one where that is 0. It panics when the phone or the uid has an
// account already.
func (s *Server) AddUser(user User) User {
	s.kit.Do(func() {
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
		s.route("Users.Create", "/user/create", s.createUsers),    // API 1
		s.route("Users.ListByPhones", "/user/id", s.usersByPhone), // API 20
		s.route("Users.SetPhone", "/user/edit", s.setPhone),       // API 22
		s.route("Users.Update", "/user/editinfo", s.updateUser),   // API 32
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
	return numeric(phone)
}

// numeric is the number a phone is, or the phone itself where it was seeded as something else.
func numeric(phone string) any {
	if number, err := canonical(phone); err == nil {
		return number
	}
	return phone
}

// usersByPhone answers a row a role, by uid; phones it does not know are left out.
func (s *Server) usersByPhone(p *parameters) (object, *refusal) {
	phones := p.integers("mobile", unlimited)
	if p.refused != nil {
		return nil, p.refused
	}
	rows := []any{}
	for _, user := range s.users.all() {
		number, isNumber := numeric(user.Phone).(int64)
		if !isNumber || !slices.Contains(phones, number) {
			continue
		}
		for _, role := range user.roles() {
			rows = append(rows, object{{"uid", user.UID}, {"mobile", number}, {"role", role}})
		}
	}
	return success("获取信息成功", member{"data", rows}), nil
}

func (u User) roles() (roles []int) {
	if u.Student {
		roles = append(roles, roleStudent)
	}
	if u.Teacher {
		roles = append(roles, roleTeacher)
	}
	return roles
}

// WithNewUIDs gives an account a fresh uid when its phone is changed, everywhere: the old one is unknown from then on. Without it
// the account keeps its uid. The document's remark, 新的直播云用户 id, can be read either way.
func WithNewUIDs() Option {
	return func(s *settings) { s.dialect.newUIDs = true }
}

func (s *Server) setPhone(p *parameters) (object, *refusal) {
	phone, old := p.phone("newMobile"), p.phone("oldMobile")
	user := s.userByPhone(old)
	if user == nil {
		p.fail(codeValue, "oldMobile", "用户不存在")
	}
	if s.userByPhone(phone) != nil {
		p.fail(codeAbnormal, "newMobile", "手机号已被使用")
	}
	if p.refused != nil {
		return nil, p.refused
	}
	user.Phone = phone
	if s.dialect.newUIDs {
		s.renumber(user)
	}
	return object{{"status", 1}, {"uid", user.UID}, {"error_code", codeOK}, {"msg", "修改用户手机号成功"}}, nil
}

// phone is a required mobile number, which API 22 alone documents as an int.
func (p *parameters) phone(name string) string {
	phone := strconv.FormatInt(p.integer(name), 10)
	if !phoneNumber.MatchString(phone) {
		p.fail(codeValue, name, "应为手机号")
	}
	return phone
}

func (s *Server) updateUser(p *parameters) (object, *refusal) {
	user := s.knownUser(p, "userId")
	kind := p.choice("userType", student, teacher)
	if user != nil && !user.is(kind) {
		p.fail(codeValue, "userType", "用户不是该类型")
	}
	name, gender := p.optionalText("userName"), int64(0)
	if p.has("userName") && name == "" {
		p.fail(codeValue, "userName", "不能为空")
	}
	if p.has("gender") {
		gender = p.choice("gender", 1, 2)
	}
	if name == "" && gender == 0 {
		p.fail(codeMissing, "userName", "与 gender 至少传一个")
	}
	if p.refused != nil {
		return nil, p.refused
	}
	user.Name, user.Gender = cmp.Or(name, user.Name), cmp.Or(gender, user.Gender)
	return success("成功", member{"data", nil}), nil
}

// knownUser is nil when the call is refused.
func (s *Server) knownUser(p *parameters, name string) *User {
	user := s.users.rows[p.integer(name)]
	if user == nil {
		p.fail(codeValue, name, "用户不存在")
	}
	return user
}

func (s *Server) isStudent(uid int64) bool {
	user := s.users.rows[uid]
	return user != nil && user.Student
}

// readTeacher reads the id of one who teaches; absent is for the caller.
func (s *Server) readTeacher(p *parameters, name string, id int64) int64 {
	user := s.users.rows[id]
	if user == nil || !user.Teacher {
		p.fail(codeValue, name, "老师不存在")
	}
	return id
}
