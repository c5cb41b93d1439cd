package baijiayuntest

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"time"
	"unicode/utf8"
)

// SubAccount is an account that belongs to the server's account (子账号). The server does not keep its password.
type SubAccount struct {
	PartnerID  int64 // the sub-account's own partner_id
	Phone      string
	Email      string
	Contact    string
	Company    string
	Live       int64            // live_on: 0 never opened, 1 running, 2 stopped
	Video      int64            // video_on: 0 never opened, 1 running, 2 stopped
	EffectTime time.Time        // the beginning of its first day
	ExpireTime time.Time        // the beginning of the day on which it expires
	Limits     map[string]int64 // by the vendor's name: user_limit, max_user_limit, live_max_speakers …; those that were sent
}

// SubAccounts returns the sub-accounts in the order of creation.
func (s *Server) SubAccounts() []SubAccount {
	var accounts []SubAccount
	s.kit.Do(func() {
		for _, account := range s.state.configured.subAccounts {
			accounts = append(accounts, account.clone())
		}
	})
	return accounts
}

// AddSubAccount adds a sub-account without a call and returns it as the server keeps it. PartnerID is made up. A zero EffectTime becomes now,
// and a zero ExpireTime a year later.
func (s *Server) AddSubAccount(account SubAccount) SubAccount {
	now := s.Now()
	s.kit.Do(func() {
		if account.EffectTime.IsZero() {
			account.EffectTime = now
		}
		if account.ExpireTime.IsZero() {
			account.ExpireTime = now.AddDate(1, 0, 0)
		}
		account = s.state.configured.addSubAccount(account).clone()
	})
	return account
}

func (a SubAccount) clone() SubAccount {
	a.Limits = maps.Clone(a.Limits)
	return a
}

func (c *configuration) addSubAccount(account SubAccount) SubAccount {
	account.PartnerID = firstSubPartnerID + c.subAccountsMade
	c.subAccountsMade++
	c.subAccounts = append(c.subAccounts, account.clone())
	return account
}

func subAccountEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("SubAccounts.Create", "sub_account/createSubAccount", both, (*Server).createSubAccount),
		posted("SubAccounts.Get", "sub_account/getSubAccountInfo", both, (*Server).getSubAccount),
		posted("SubAccounts.List", "sub_account/getSubAccountList", both, (*Server).listSubAccounts),
		posted("SubAccounts.Update", "sub_account/modifySubAccount", both, (*Server).updateSubAccount),
		posted("SubAccounts.Stop", "sub_account/stopSubAccount", both, (*Server).stopSubAccount),
	}
}

// createSubAccount is 创建子账号.
func (s *Server) createSubAccount(c *call) (any, *failure) {
	account := SubAccount{Phone: c.text("mobile"), Email: c.text("email"), Contact: c.text("contacts"), Company: c.text("company")}
	if length := utf8.RuneCountInString(c.text("password")); c.given("password") && (length < 6 || length > 18) {
		c.refuse("password", "密码必须为6-18位之间")
	}
	c.need("live_on")
	c.need("video_on")
	account.Live, account.Video = c.numberBetween("live_on", 0, 1, 0), c.numberBetween("video_on", 0, 1, 0)
	c.need("effect_time")
	c.need("expire_time")
	account.readDates(c)
	account.readLimits(c)
	account.needLimits(c)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	for _, other := range s.state.configured.subAccounts {
		switch {
		case other.Phone == account.Phone:
			return nil, fail(codeGeneral, "手机号已注册")
		case other.Email == account.Email:
			return nil, fail(codeGeneral, "邮箱已注册")
		}
	}
	return s.made("partner_id", s.state.configured.addSubAccount(account).PartnerID), nil
}

// readDates reads the first day and the day of expiry, where they are sent.
func (a *SubAccount) readDates(c *call) {
	for _, day := range []struct {
		name string
		of   *time.Time
	}{{"effect_time", &a.EffectTime}, {"expire_time", &a.ExpireTime}} {
		if text := c.dateOr(day.name); text != "" {
			*day.of, _ = time.ParseInLocation(time.DateOnly, text, beijing())
		}
	}
	if a.ExpireTime.Before(a.EffectTime) && c.given("expire_time") {
		c.refuse("expire_time", "必须不早于 effect_time")
	}
}

// limitPairs are the limits of a plan; each has a second one that begins with max_ and is not smaller.
var limitPairs = [...]string{"user_limit", "user_count", "storage_limit", "flow_limit"}

// readLimits reads the limits that are sent.
func (a *SubAccount) readLimits(c *call) {
	limits := maps.Clone(a.Limits)
	if limits == nil {
		limits = map[string]int64{}
	}
	read := func(name string, least int64) {
		if c.given(name) {
			limits[name] = c.numberBetween(name, least, math.MaxInt64, least)
		}
	}
	for _, name := range limitPairs {
		read(name, 1)
		read("max_"+name, 1)
		if most, set := limits["max_"+name]; set && most < limits[name] {
			c.refuse("max_"+name, "必须不小于"+name)
		}
	}
	read("live_max_speakers", 0)
	a.Limits = limits
}

// needLimits refuses a service without its limits. The account may pay for users at once or for entries, so one pair of the two is enough.
func (a *SubAccount) needLimits(c *call) {
	has := func(name string) bool { return a.Limits[name] > 0 && a.Limits["max_"+name] > 0 }
	if a.Live == 1 && !has("user_limit") && !has("user_count") {
		c.refuse("user_limit", "如开通直播，则该值为必传值")
	}
	for _, name := range []string{"storage_limit", "flow_limit"} {
		if a.Video == 1 && !has(name) {
			c.refuse(name, "如开通点播，则该值为必传值")
		}
	}
}

// subAccountOf returns the sub-account that a call names.
func (s *Server) subAccountOf(c *call) (*SubAccount, *failure) {
	id := c.number("sub_partner_id")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	accounts := s.state.configured.subAccounts
	at := slices.IndexFunc(accounts, func(a SubAccount) bool { return a.PartnerID == id })
	if at < 0 {
		return nil, fail(codeUnknownAccount, fmt.Sprintf("sub_partner_id=%d", id))
	}
	return &accounts[at], nil
}

// getSubAccount is 获取子账号信息. It is written like a row of the list, which is a guess.
func (s *Server) getSubAccount(c *call) (any, *failure) {
	account, failed := s.subAccountOf(c)
	if failed != nil {
		return nil, failed
	}
	return account.listed(), nil
}

// listed is written like a row of new_sub/getSubAccountList in the vendor's document, which prints the whole days as times, with the
// parameters of modifySubAccount beside them.
func (a SubAccount) listed() object {
	lastSecond := a.ExpireTime.In(beijing()).Format(time.DateOnly) + " 23:59:59"
	return object{
		"partner_id":  a.PartnerID,
		"mobile":      a.Phone,
		"email":       a.Email,
		"contacts":    a.Contact,
		"company":     a.Company,
		"effect_time": printed(a.EffectTime),
		"expire_time": lastSecond,
		"live_on":     a.Live,
		"video_on":    a.Video,
	}
}

// listSubAccounts is 查询子账号列表. The newest comes first, which is a guess.
func (s *Server) listSubAccounts(c *call) (any, *failure) {
	status := c.numberBetween("status", 0, 2, 0)
	page, size := s.settingsPage(c, subAccountPageSize, math.MaxInt64)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	var rows []object
	for _, account := range slices.Backward(s.state.configured.subAccounts) {
		active := account.Live == 1 || account.Video == 1
		if status == 0 || active == (status == 1) {
			rows = append(rows, account.listed())
		}
	}
	return s.rowsPage(rows, page, size), nil
}

// updateSubAccount is 修改子账号配置. live_on and video_on are 0, 1 or 2: 007gzs/baijiayun quotes 1 and 2, a07061625/swooleyaf sends 0 and 1.
func (s *Server) updateSubAccount(c *call) (any, *failure) {
	kept, failed := s.subAccountOf(c)
	if failed != nil {
		return nil, failed
	}
	account := kept.clone()
	account.Live = c.numberBetween("live_on", 0, 2, account.Live)
	account.Video = c.numberBetween("video_on", 0, 2, account.Video)
	account.readDates(c)
	account.readLimits(c)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	*kept = account
	return nil, nil
}

// stopSubAccount is 停用子账号: what runs is stopped. The reply repeats the id.
func (s *Server) stopSubAccount(c *call) (any, *failure) {
	account, failed := s.subAccountOf(c)
	if failed != nil {
		return nil, failed
	}
	for _, service := range []*int64{&account.Live, &account.Video} {
		if *service == 1 {
			*service = 2
		}
	}
	return object{"partner_id": account.PartnerID}, nil
}
