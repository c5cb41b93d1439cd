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
	maxUsers = 50 // per call

	student = 1
	teacher = 2

	// The roles that API 20 answers. The document shows 2 and 3 for one phone and does not explain them; which is which is a guess.
	roleStudent = 2
	roleTeacher = 3
)

// phoneNumber matches a mobile number of mainland China.
var phoneNumber = regexp.MustCompile(`^1[0-9]{10}$`)

// User is an account. A phone number has one account, which may be a student's and a teacher's at once.
type User struct {
	UserID  int64  // the vendor's uid; AddUser makes one up for 0
	Phone   string // 11 digits, unique
	Name    string
	Gender  int64 // 1 male, 2 female
	Student bool  // the account is a student's
	Teacher bool  // the account is a teacher's
}

func (u User) clone() User { return u }

// is reports whether the account has a role, given as userType.
func (u User) is(userType int64) bool {
	return userType == student && u.Student || userType == teacher && u.Teacher
}

// Users returns all accounts, sorted by user id.
func (s *Server) Users() (users []User) {
	s.kit.Do(func() { users = s.users.copies() })
	return users
}

// AddUser adds an account and returns it. A UserID of 0 becomes a new id. AddUser panics when the phone or the id has an account
// already.
func (s *Server) AddUser(user User) User {
	s.kit.Do(func() {
		if user.UserID == 0 {
			user.UserID = s.users.freshID()
		}
		if s.users.rows[user.UserID] != nil || s.userByPhone(user.Phone) != nil {
			panic(fmt.Sprintf("weclassroomtest: AddUser: uid %d or phone %q is taken", user.UserID, user.Phone))
		}
		kept := user
		s.users.rows[user.UserID] = &kept
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

// WithReversedUsers answers Users.Create in the reverse order of the request. The default is the order of the request. The document
// does not promise an order, so clients must match users by mobile.
func WithReversedUsers() Option {
	return func(s *settings) { s.dialect.reversedUsers = true }
}

// userCodes is the form of userType and userGender that Users.Create takes.
type userCodes int

const (
	anyUserCodes userCodes = iota
	textUserCodes
	numericUserCodes
)

// WithTextUserCodes refuses numbers for userType and userGender of Users.Create with 40002: the document's only example has text. By
// default the server takes either.
func WithTextUserCodes() Option {
	return func(s *settings) { s.dialect.userCodes = textUserCodes }
}

// WithNumericUserCodes refuses text for userType and userGender of Users.Create with 40002. By default the server takes either.
func WithNumericUserCodes() Option {
	return func(s *settings) { s.dialect.userCodes = numericUserCodes }
}

// checkUserCode refuses a code in the other form than the one the server takes.
func (d dialect) checkUserCode(p *parameters, name string) {
	value, _ := p.array.Get(name)
	_, isText := value.(string)
	if d.userCodes == textUserCodes && !isText || d.userCodes == numericUserCodes && isText {
		p.fail(codeType, name, "类型不正确")
	}
}

// createUsers makes all accounts or none.
func (s *Server) createUsers(p *parameters) (object, *refusal) {
	var users []User
	for _, item := range p.maps("userData", maxUsers) {
		users = append(users, s.dialect.readUser(item))
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

// readUser reads one element of userData.
func (d dialect) readUser(p *parameters) User {
	user := User{Phone: p.text("userPhone")}
	if !phoneNumber.MatchString(user.Phone) {
		p.fail(codeValue, "userPhone", "应为手机号")
	}
	user.Name = p.text("userName")
	d.checkUserCode(p, "userType")
	kind := p.choice("userType", student, teacher)
	user.Student, user.Teacher = kind == student, kind == teacher
	d.checkUserCode(p, "userGender")
	user.Gender = p.choice("userGender", 1, 2)
	return user
}

// enrol makes an account, or adds a role to the account that the phone has: its id, name and gender stay.
func (s *Server) enrol(user User) int64 {
	if known := s.userByPhone(user.Phone); known != nil {
		known.Student = known.Student || user.Student
		known.Teacher = known.Teacher || user.Teacher
		return known.UserID
	}
	user.UserID = s.users.freshID()
	s.users.rows[user.UserID] = &user
	return user.UserID
}

// userByPhone returns the account of a phone, or nil.
func (s *Server) userByPhone(phone string) *User {
	for _, user := range s.users.rows {
		if user.Phone == phone {
			return user
		}
	}
	return nil
}

// mobile writes a phone as text in one row and as a number in the next, as the document's example does.
func mobile(row int, phone string) any {
	if row%2 == 0 {
		return phone
	}
	return numeric(phone)
}

// numeric returns the phone as a number, or as text when it was added as text that is not a number.
func numeric(phone string) any {
	if number, err := canonical(phone); err == nil {
		return number
	}
	return phone
}

// usersByPhone answers one row per role, sorted by user id. It leaves out phones that do not have an account.
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
			rows = append(rows, object{{"uid", user.UserID}, {"mobile", number}, {"role", role}})
		}
	}
	return success("获取信息成功", member{"data", rows}), nil
}

// roles returns the roles of an account as API 20 numbers them.
func (u User) roles() (roles []int) {
	if u.Student {
		roles = append(roles, roleStudent)
	}
	if u.Teacher {
		roles = append(roles, roleTeacher)
	}
	return roles
}

// WithNewUserIDs gives an account a new user id when its phone changes. All records move to the new id, and the old one is unknown
// from then on. By default the account keeps its id. The document's remark, 新的直播云用户 id, can be read either way.
func WithNewUserIDs() Option {
	return func(s *settings) { s.dialect.newUserIDs = true }
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
	if s.dialect.newUserIDs {
		s.renumber(user)
	}
	return object{{"status", 1}, {"uid", user.UserID}, {"error_code", codeOK}, {"msg", "修改用户手机号成功"}}, nil
}

// phone reads a required mobile number. API 22 alone documents it as an int.
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

// knownUser returns the account with the id in a parameter, or nil when it refuses the call.
func (s *Server) knownUser(p *parameters, name string) *User {
	user := s.users.rows[p.integer(name)]
	if user == nil {
		p.fail(codeValue, name, "用户不存在")
	}
	return user
}

// isStudent reports whether a student has the id.
func (s *Server) isStudent(uid int64) bool {
	user := s.users.rows[uid]
	return user != nil && user.Student
}

// readTeacher refuses an id that is not a teacher's. The caller deals with a missing id.
func (s *Server) readTeacher(p *parameters, name string, id int64) int64 {
	user := s.users.rows[id]
	if user == nil || !user.Teacher {
		p.fail(codeValue, name, "老师不存在")
	}
	return id
}
