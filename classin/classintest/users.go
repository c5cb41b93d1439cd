package classintest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func (s *Server) userRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.course("Users.Register", "register", s.school.unrepeated("register", s.registerUser)),
		s.course("Users.RegisterBatch", "registerMultiple", s.school.unrepeated("registerMultiple", s.registerUsers)),
		s.course("Users.ResetPassword", "modifyPasswordByTelephone", s.school.resetPassword),
		s.course("Users.Update", "editUserInfo", s.school.updateUser),
		s.course("Users.ChangePassword", "modifyPassword", s.school.changePassword),
	}
}

// unrepeated refuses the same parameters within 5 seconds.
func (s *school) unrepeated(action string, op operation) operation {
	return func(c *call) (answer, effect) {
		key := action + fmt.Sprint(c.form) // fmt sorts the keys of a map
		last, called := s.calls[key]
		if called && c.now.Sub(last).Abs() < s.repeats {
			return refuse(codeRepeated)
		}
		refused, do := op(c)
		if !c.bad() {
			s.calls[key] = c.now
		}
		return refused, do
	}
}

// registration is what one user registers with.
type registration struct {
	User
	member string // addToSchoolMember
}

// registerUser makes an account.
func (s *Server) registerUser(c *call) (answer, effect) {
	wanted, verdict := s.school.readRegistration(c.formReader)
	if verdict == codeOK {
		verdict = checkPicture(c.files)
	}
	if existing := s.school.registered(wanted); existing != nil && verdict == wanted.takenCode() {
		if !s.joinsAgain(wanted) {
			return refuseWith(verdict, s.settings.dialect.id(existing.UID))
		}
		return answer{}, func() answer {
			return answer{code: s.registerAgain(wanted, existing), data: s.settings.dialect.id(existing.UID)}
		}
	}
	if verdict != codeOK {
		return refuse(verdict)
	}
	return answer{}, func() answer {
		return answer{code: codeOK, data: s.settings.dialect.id(s.school.register(wanted))}
	}
}

// registerAgain does with an account that exists what the dialect says, and returns the code that says so.
func (s *Server) registerAgain(wanted registration, existing *User) code {
	if !s.joinsAgain(wanted) {
		return wanted.takenCode()
	}
	s.school.enrol(existing.UID, wanted.member, wanted.Nickname)
	if s.settings.dialect.registered == RegisteredAccepted {
		return codeOK
	}
	return wanted.takenCode()
}

// joinsAgain reports whether addToSchoolMember takes effect for an account that exists.
func (s *Server) joinsAgain(wanted registration) bool {
	return s.settings.dialect.registered != RegisteredIgnored && (wanted.member == "1" || wanted.member == "2")
}

func (s *Server) registerUsers(c *call) (answer, effect) {
	users := c.objects("userJson")
	switch {
	case len(users) == 0:
		return refuse(codeEmptyList)
	case len(users) > 10:
		return refuse(codeTooMany)
	}
	return allowWith(codeOK, func() any {
		items := make([]any, len(users))
		for i, user := range users {
			items[i] = s.registerItem(user)
		}
		return items
	})
}

func (s *Server) registerItem(r *formReader) map[string]any {
	wanted, verdict := s.school.readRegistration(r)
	fields := map[string]any{}
	if wanted.Phone != "" {
		fields["telephone"] = wanted.Phone
	}
	switch existing := s.school.registered(wanted); {
	case r.bad():
		verdict = codeParameters
	case verdict == codeOK:
		fields["data"] = s.settings.dialect.id(s.school.register(wanted))
	case existing != nil && verdict == wanted.takenCode():
		verdict, fields["data"] = s.registerAgain(wanted, existing), s.settings.dialect.id(existing.UID)
	}
	return s.itemV1(verdict, r.column(), fields)
}

func (s *school) readRegistration(r *formReader) (registration, code) {
	wanted := registration{
		User:   User{Phone: r.text("telephone"), Email: r.text("email"), Nickname: cut(r.text("nickname"), 24)},
		member: r.form["addToSchoolMember"],
	}
	r.require(wanted.Phone != "" || wanted.Email != "")
	password, verdict := r.firstPassword()
	wanted.PasswordMD5 = password
	switch {
	case wanted.Phone != "" && !isTelephone(wanted.Phone):
		return wanted, codePhone
	case wanted.Phone == "" && !strings.Contains(wanted.Email, "@"):
		return wanted, codeParameters
	case verdict != codeOK:
		return wanted, verdict
	case s.registered(wanted) != nil:
		return wanted, wanted.takenCode()
	default:
		return wanted, codeOK
	}
}

// firstPassword reads the password of a new user. With isSentMessage, which needs addToSchoolMember, md5pass is ignored, and without a
// password a random one goes out in a text message.
func (r *formReader) firstPassword() (string, code) {
	if r.optionalOneOf("isSentMessage", 0, 0, 1) == 0 {
		return r.password()
	}
	r.require(r.has("addToSchoolMember"))
	if r.form["password"] == "" {
		return md5Hex("random"), codeOK
	}
	clear := &formReader{form: form{"password": r.form["password"]}}
	return clear.password()
}

// password reads either password or md5pass.
func (r *formReader) password() (string, code) {
	clear, hashed := r.text("password"), r.text("md5pass")
	r.require(clear != "" || hashed != "")
	switch {
	case hashed != "":
		r.require(isMD5(hashed))
		return strings.ToLower(hashed), codeOK
	case len(clear) < 6 || len(clear) > 20:
		return "", codePassword
	default:
		return md5Hex(clear), codeOK
	}
}

// takenCode returns the code for an account that exists. The phone number comes before the e-mail address.
func (r registration) takenCode() code {
	if r.Phone != "" {
		return codePhoneRegistered
	}
	return codeMailRegistered
}

func (s *school) registered(r registration) *User {
	if r.Phone != "" {
		return s.byAccount(r.Phone)
	}
	return s.byAccount(r.Email)
}

func (s *school) register(r registration) int64 {
	user := r.User
	user.UID = s.newID()
	s.accounts[user.UID] = &user
	s.enrol(user.UID, r.member, user.Nickname)
	return user.UID
}

// enrol makes an account what addToSchoolMember asks for. Who is a member already stays as they are.
func (s *school) enrol(uid int64, member, name string) {
	_, studies := s.students[uid]
	_, teaches := s.teachers[uid]
	switch {
	case member == "1" && !studies:
		s.students[uid] = name
	case member == "2" && !teaches:
		s.setTeacher(uid, TeacherStatusActive)
		s.names[uid] = name
	}
}

func (s *school) resetPassword(c *call) (answer, effect) {
	uid := c.id("uid")
	password, verdict := c.password()
	user := s.accounts[uid]
	_, teaches := s.teachers[uid]
	_, studies := s.students[uid]
	switch {
	case verdict != codeOK:
		return refuse(verdict)
	case user == nil:
		return refuse(codeInvalidData)
	case !teaches && !studies:
		return refuse(codeNotOurUser)
	}
	return answer{}, func() answer {
		user.PasswordMD5 = password
		return answer{code: codeOK}
	}
}

// isTelephone reports whether a text is a phone number: eleven digits in mainland China, elsewhere 00, the country, "-" and a number
// without a leading 0.
func isTelephone(text string) bool {
	return regexp.MustCompile(`^(1\d{10}|00[1-9]\d{0,3}-[1-9]\d{3,14})$`).MatchString(text)
}

func isMD5(text string) bool {
	return regexp.MustCompile(`^[0-9a-fA-F]{32}$`).MatchString(text)
}

// checkPicture accepts jpg, jpeg, gif and png pictures of less than 1 MiB. The picture may be missing.
func checkPicture(files []vendortest.File) code {
	i := slices.IndexFunc(files, func(f vendortest.File) bool { return f.Field == "Filedata" })
	switch {
	case i < 0:
		return codeOK
	case files[i].Size >= 1<<20:
		return codePictureSize
	case !regexp.MustCompile(`(?i)\.(jpe?g|gif|png)$`).MatchString(files[i].Name):
		return codePictureType
	default:
		return codeOK
	}
}
