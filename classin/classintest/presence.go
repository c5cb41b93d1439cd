package classintest

import (
	"slices"
	"strconv"
	"time"
)

// The reasons of [Server.Leave], of those that the vendor's page lists (67371111, Reason).
const (
	LeaveReasonLeft           = 1  // left normally
	LeaveReasonClosed         = 2  // the classroom was closed
	LeaveReasonKicked         = 4  // was removed
	LeaveReasonLoggedInAgain  = 54 // logged in again on the same device
	LeaveReasonConnectionLost = 56 // the service lost the connection to the client
)

// Entrant is somebody who enters a class.
type Entrant struct {
	UID      int64
	Nickname string
	Role     int // 1 student, 2 auditor, 3 teacher, 4 co-teacher
	ClientID int // 0 on the first device, 1 on the second …
	Device   int // what the device is, by the vendor's numbers: 0 a PC, 1 an iPhone …
}

// present is what happens in a class.
type present struct {
	there []Entrant
	moves []move          // of everybody, in their order
	kicks map[int64][]any // kickoutEnd
	roles map[int64]int   // by UID
	order []int64         // UIDs in the order in which they came
}

// move is an entry or an exit of a device.
type move struct {
	uid              int64
	clientID, device int
	in               bool
	at               time.Time
}

// Enter lets somebody enter a class on a device, at the server's time, as the client would, and queues the callback 67371107 for the address of
// [Server.RegisterCallbacks]. Who is there on that device leaves it first, with LeaveReasonLoggedInAgain. It panics when the class does not
// exist.
func (s *Server) Enter(classID int64, e Entrant) {
	s.kit.Do(func() {
		class, p := s.presentIn(classID)
		s.leaveClass(class, p, LeaveReasonLoggedInAgain, e.UID, e.ClientID)
		p.there = append(p.there, e)
		if _, known := p.roles[e.UID]; !known {
			p.order = append(p.order, e.UID)
		}
		p.roles[e.UID] = e.Role
		p.moves = append(p.moves, move{e.UID, e.ClientID, e.Device, true, s.Now()})
		s.queueFor(class, map[string]any{
			"Cmd": 67371107, "UID": e.UID, "NickName": e.Nickname, "LoginMobile": "", "LoginEmail": "", "ClientID": e.ClientID, "Identity": e.Role, "Device": e.Device,
			"AllowEnterTime": 0,
		})
	})
}

// Leave lets somebody leave a class on a device, and queues the callback 67371111 with the reason. It does nothing for who is not there on the
// device. It panics when the class does not exist.
func (s *Server) Leave(classID, uid int64, clientID, reason int) {
	s.kit.Do(func() {
		class, p := s.presentIn(classID)
		s.leaveClass(class, p, reason, uid, clientID)
	})
}

// Kick puts somebody out of a class, on all devices, for a time. It queues the callback 67371523 and then one of 67371111 for each device:
// their order is inferred. It panics when the class does not exist.
func (s *Server) Kick(classID, by, uid int64, out time.Duration) {
	s.kit.Do(func() {
		class, p := s.presentIn(classID)
		seconds := int64(out / time.Second)
		p.kicks[uid] = append(p.kicks[uid], map[string]any{"Time": s.Now().Unix(), "Duration": seconds})
		s.queueFor(class, map[string]any{"Cmd": 67371523, "SourceUID": by, "TargetUID": uid, "Operation": 1, "Duration": seconds})
		for _, e := range slices.Clone(p.there) {
			if e.UID == uid {
				s.leaveClass(class, p, LeaveReasonKicked, uid, e.ClientID)
			}
		}
	})
}

// EndClass ends a class at the server's time: everybody who is there leaves with LeaveReasonClosed, and the callback End is queued, which the
// vendor sends within 20 minutes. Of its 25 sections it has inoutEnd and kickoutEnd: of everybody the time on the first device, from
// entry to exit, and that on further devices in Deputies. The reads of a class's attendance know the same, as after [Server.AddVisit]; what they
// do with two devices is inferred: a time counts once. Nothing is queued for a class that nobody entered, as the vendor says. EndClass panics
// when the class does not exist.
func (s *Server) EndClass(classID int64) {
	s.kit.Do(func() {
		class, p := s.presentIn(classID)
		for _, e := range slices.Clone(p.there) {
			s.leaveClass(class, p, LeaveReasonClosed, e.UID, e.ClientID)
		}
		if len(p.order) == 0 {
			return
		}
		entries, kicks := map[string]any{}, map[string]any{}
		for _, uid := range p.order {
			entries[strconv.FormatInt(uid, 10)] = p.entry(uid)
			s.school.visits[classID] = append(s.school.visits[classID], p.visit(uid))
		}
		for uid, rows := range p.kicks {
			kicks[strconv.FormatInt(uid, 10)] = rows
		}
		s.queueFor(class, map[string]any{
			"Cmd": "End", "StartTime": class.StartTime.Unix(), "CloseTime": class.EndTime.Add(20 * time.Minute).Unix(), "RealCloseTime": s.Now().Unix(),
			"Data": map[string]any{"inoutEnd": emptyAsList(entries), "kickoutEnd": emptyAsList(kicks)},
		})
		delete(s.school.present, classID)
	})
}

// emptyAsList writes an empty object as PHP does.
func emptyAsList(object map[string]any) any {
	if len(object) == 0 {
		return []any{}
	}
	return object
}

// presentIn returns a class and what happens in it.
func (s *Server) presentIn(classID int64) (*Class, *present) {
	class := s.school.mustHaveClass(classID)
	p := s.school.present[classID]
	if p == nil {
		p = &present{kicks: map[int64][]any{}, roles: map[int64]int{}}
		s.school.present[classID] = p
	}
	return class, p
}

// queueFor queues a callback of a class.
func (s *Server) queueFor(class *Class, members map[string]any) {
	members["CourseID"], members["ClassID"] = class.CourseID, class.ClassID
	if members["Cmd"] != "End" {
		members["ActionTime"] = s.Now().Unix()
	}
	s.push.queue = append(s.push.queue, s.newCallback("", members))
}

func (s *Server) leaveClass(class *Class, p *present, reason int, uid int64, clientID int) {
	i := slices.IndexFunc(p.there, func(e Entrant) bool { return e.UID == uid && e.ClientID == clientID })
	if i < 0 {
		return
	}
	e := p.there[i]
	p.there = slices.Delete(p.there, i, i+1)
	p.moves = append(p.moves, move{uid, clientID, e.Device, false, s.Now()})
	s.queueFor(class, map[string]any{"Cmd": 67371111, "UID": uid, "Identity": e.Role, "ClientID": clientID, "Reason": reason})
}

// entry returns somebody's entry of inoutEnd.
func (p *present) entry(uid int64) map[string]any {
	total, details := p.onDevice(uid, 0)
	deputies := []any{}
	for clientID := 1; clientID <= p.lastDevice(uid); clientID++ {
		if seconds, moves := p.onDevice(uid, clientID); len(moves) > 0 {
			deputies = append(deputies, map[string]any{"clientID": clientID, "Total": seconds, "Details": moves})
		}
	}
	return map[string]any{"Total": total, "Identity": p.roles[uid], "Details": details, "Deputies": deputies}
}

func (p *present) lastDevice(uid int64) (last int) {
	for _, m := range p.moves {
		if m.uid == uid {
			last = max(last, m.clientID)
		}
	}
	return last
}

// onDevice returns how many seconds somebody was there on a device, and the entries and exits.
func (p *present) onDevice(uid int64, clientID int) (seconds int64, details []any) {
	details = []any{}
	for _, m := range p.moves {
		switch at := m.at.Unix(); {
		case m.uid != uid || m.clientID != clientID:
		case m.in:
			seconds -= at
			details = append(details, map[string]any{"Type": "In", "Device": m.device, "Time": at})
		default:
			seconds += at
			details = append(details, map[string]any{"Type": "Out", "Time": at})
		}
	}
	return seconds, details
}

// visit returns somebody's time in the class, a time on two devices once.
func (p *present) visit(uid int64) Visit {
	v := Visit{UID: uid, Role: p.roles[uid]}
	devices := 0
	for _, m := range p.moves {
		switch {
		case m.uid != uid:
			continue
		case v.FirstInTime.IsZero():
			v.FirstInTime = m.at
		case devices > 0:
			v.Duration += m.at.Sub(v.LastOutTime)
		}
		v.LastOutTime = m.at
		if m.in {
			devices++
		} else {
			devices--
		}
	}
	return v
}
