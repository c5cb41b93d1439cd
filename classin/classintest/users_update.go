package classintest

// updateUser changes the nickname or picture of a user of the school. uid comes before telephone.
func (s *school) updateUser(c *call) (answer, effect) {
	uid, phone, nickname := c.optionalID("uid"), c.text("telephone"), cut(c.text("nickname"), 24)
	verdict := checkPicture(c.files)
	c.require((uid != 0 || phone != "") && (nickname != "" || len(c.files) > 0))
	user := s.accounts[uid]
	if uid == 0 {
		user = s.byAccount(phone)
	}
	switch {
	case verdict != codeOK:
		return refuse(verdict)
	case user == nil:
		return refuse(codeInvalidData)
	case !s.isOurs(user.UID):
		return refuse(codeNotOurUser)
	}
	return allow(codeOK, func() {
		if nickname != "" {
			user.Nickname = nickname
		}
	})
}

func (s *school) isOurs(uid int64) bool {
	_, teaches := s.teachers[uid]
	_, studies := s.students[uid]
	return teaches || studies
}

// changePassword gives a user a new password in exchange for the old one. Which code a wrong old password has is not known: 100 is ours.
func (s *school) changePassword(c *call) (answer, effect) {
	user, old := s.accounts[c.id("uid")], c.text("oldMd5pass")
	password, verdict := c.password()
	c.require(isMD5(old))
	switch {
	case verdict != codeOK:
		return refuse(verdict)
	case user == nil:
		return refuse(codeInvalidData)
	case user.PasswordMD5 != old:
		return refuse(codeParameters)
	}
	return allow(codeOK, func() { user.PasswordMD5 = password })
}
