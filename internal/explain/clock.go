package explain

import (
	"strconv"
	"time"
)

// undocumentedClock is from when a difference is noted where the vendor documents no limit.
const undocumentedClock = 5 * time.Minute

// clock compares a time of signing, in unix seconds, with the time of arrival. Beyond the window it refuses a request whose signature is
// right, and reports that it did; for another it notes the difference. A window of 0 is not documented: the difference is noted alone.
func (in *inquiry) clock(sent string, window time.Duration, right bool) (refused bool) {
	seconds, err := strconv.ParseInt(sent, 10, 64)
	if err != nil || len(sent) >= 13 {
		return false
	}
	if in.request.Time.IsZero() {
		if window > 0 {
			at := time.Unix(seconds, 0).UTC().Format(time.RFC3339)
			in.note("The clock was not judged, because the time of arrival is not known: the vendor takes "+window.String()+" either way of "+at+".",
				"不知道到达时间，未判断时钟：服务方允许与 "+at+" 前后相差 "+window.String()+"。")
		}
		return false
	}
	away := in.request.Time.Sub(time.Unix(seconds, 0)).Round(time.Second)
	found := finding{"clock-behind", away.Abs().String()}
	if away < 0 {
		found.mistake = "clock-ahead"
	}
	switch {
	case window == 0 && away.Abs() > undocumentedClock:
		in.note("The signed time is "+found.detail+" away from the time of arrival. The vendor documents no limit.",
			"签名时间与到达时间相差 "+found.detail+"。服务方文档没有给出期限。")
	case window > 0 && away.Abs() > window && right:
		in.refuse(found)
		return true
	case window > 0 && away.Abs() > window:
		said := sentence(found)
		in.note("Besides, "+said.EN+".", "此外，"+said.ZH+"。")
	}
	return false
}

// otherTime is a time that is signed instead of the one that is sent.
type otherTime struct{ mistake, value string }

// otherTimes are what clients sign instead of the unix seconds that they send: the clock was read twice, or in another unit.
func otherTimes(sent string) (times []otherTime) {
	seconds, err := strconv.ParseInt(sent, 10, 64)
	if err != nil {
		return nil
	}
	times = append(times, otherTime{"milliseconds-signed", sent + "000"})
	if len(sent) == 13 {
		times = append(times, otherTime{"seconds-signed", sent[:10]})
	}
	for _, away := range []int64{-1, 1, -2, 2, -3, 3} {
		times = append(times, otherTime{"another-time-signed", strconv.FormatInt(seconds+away, 10)})
	}
	return times
}
