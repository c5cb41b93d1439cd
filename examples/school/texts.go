package main

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/classroom"
)

// texts are the words of a language.
type texts map[string]string

// languages returns the words of both languages.
func languages() map[string]texts {
	return map[string]texts{
		"en": {
			"lang": "en", "other": "zh", "otherName": "中文", "lessons": "Lessons", "lesson": "Lesson", "start": "Start", "vendor": "Vendor", "teacher": "teacher",
			"assistant": "assistant", "student": "student", "guest": "guest", "recorder": "recorder", "unknown": "unknown", "stage": "Status",
			"planned": "not begun", "running": "going on", "over": "over", "missing": "not made yet", "there": "there", "late": "late", "early": "left early", "away": "away", "absent": "absent",
			"not there": "not there yet", "kicked": "sent out", "device": "device", "deputy": "deputy", "unexpected": "not on the list", "not known": "not known",
			"held": "Held", "open": "?", "enter": "enter", "none": "There are no lessons.",
			"silent":  "The vendor has not told who came or left. Nobody knows who is absent.",
			"unnamed": "times somebody came or left without a name: guests",
			"no left": "nothing says when the last stay ended", "no joined": "left without having come: counted from the start", "stray left": "left twice", "joined again": "came twice without leaving in between",
			"id": "id", "name": "name", "role": "role", "expected": "expected", "present": "present", "lateBy": "late (s)", "earlyBy": "left early (s)", "total": "present (s)", "longest": "longest stay (s)",
			"deputyFor": "deputy (s)", "stays": "stays", "doubts": "doubts", "key": "key", "title": "title", "yes": "yes", "no": "no",
		},
		"zh": {
			"lang": "zh", "other": "en", "otherName": "English", "lessons": "课程", "lesson": "课程", "start": "开始时间", "vendor": "平台", "teacher": "老师",
			"assistant": "助教", "student": "学生", "guest": "旁听", "recorder": "录制", "unknown": "未知", "stage": "状态",
			"planned": "未开始", "running": "进行中", "over": "已结束", "missing": "尚未创建", "there": "在场", "late": "迟到", "early": "早退", "away": "离开", "absent": "缺席",
			"not there": "还没来", "kicked": "被移出", "device": "设备", "deputy": "代课", "unexpected": "不在名单", "not known": "未知",
			"held": "实际上课", "open": "?", "enter": "进入教室", "none": "没有课程。",
			"silent":  "平台没有告知谁进出过教室，无法判断谁缺席。",
			"unnamed": "次进出没有姓名：游客",
			"no left": "没有最后一次离开的记录", "no joined": "有离开而没有进入：从上课开始计", "stray left": "重复离开", "joined again": "重复进入，中间没有离开",
			"id": "编号", "name": "姓名", "role": "角色", "expected": "在名单", "present": "出勤", "lateBy": "迟到(秒)", "earlyBy": "早退(秒)", "total": "在场(秒)", "longest": "最长连续(秒)",
			"deputyFor": "代课(秒)", "stays": "在场时段", "doubts": "存疑", "key": "编码", "title": "标题", "yes": "是", "no": "否",
		},
	}
}

// speak returns the words that a request asks for: by ?lang, or by the browser's languages, or else the default.
func (s *school) speak(r *http.Request) texts {
	all := languages()
	if t, is := all[r.URL.Query().Get("lang")]; is {
		return t
	}
	best, weight := s.language, 0.0
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, parameters, _ := strings.Cut(strings.TrimSpace(part), ";")
		base, _, _ := strings.Cut(strings.ToLower(tag), "-")
		q := 1.0
		if text, is := strings.CutPrefix(strings.TrimSpace(parameters), "q="); is {
			q, _ = strconv.ParseFloat(text, 64) // what cannot be read counts as nothing
		}
		if all[base] != nil && q > weight {
			best, weight = base, q
		}
	}
	return all[best]
}

// clock says a time of day.
func (t texts) clock(at time.Time) string {
	if at.IsZero() {
		return t["open"]
	}
	if at = at.In(beijing); at.Second() == 0 {
		return at.Format("15:04")
	}
	return at.Format("15:04:05")
}

// span says how long something is: 4:05 are four minutes and five seconds.
func (t texts) span(d time.Duration) string {
	return fmt.Sprintf("%d:%02d", int(d/time.Minute), int(d%time.Minute/time.Second))
}

// facts says in words what a row of a sheet says.
func (s *sheet) facts(row sheetRow, t texts) (facts []string) {
	add := func(is bool, text string) {
		if is {
			facts = append(facts, text)
		}
	}
	switch {
	case s.stage == stagePlanned:
		return nil
	case !s.known:
		return []string{t["not known"]}
	case row.Absent && s.stage == stageRunning:
		return []string{t["not there"]}
	case row.Absent:
		return []string{t["absent"]}
	}
	facts = append(facts, t.span(row.Total))
	add(!row.Expected, t["unexpected"])
	add(row.Deputy > 0, t["deputy"]+" "+t.span(row.Deputy))
	add(row.Expected && row.LateBy > 0, t["late"]+" "+t.span(row.LateBy))
	away := time.Duration(0)
	for _, one := range row.Away {
		away += one.Duration()
	}
	add(away > 0, t["away"]+" "+t.span(away))
	add(row.Kicked, t["kicked"])
	add(row.Expected && row.EarlyBy > 0 && s.stage == stageOver, t["early"]+" "+t.span(row.EarlyBy))
	return facts
}

// doubts says what the events left open about somebody. While the lesson goes on, who has not left is there.
func (s *sheet) doubts(row sheetRow, t texts) (doubts []string) {
	for _, d := range row.Doubts {
		if d.Reason == classroom.ReasonNoLeft && s.stage != stageOver {
			continue
		}
		doubts = append(doubts, t[d.Reason.String()])
	}
	return doubts
}
