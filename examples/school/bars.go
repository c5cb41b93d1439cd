package main

import (
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud/classroom"
)

// bar is a piece of a person's hour, as an SVG rectangle: percentages of the lesson across, pixels down.
type bar struct {
	Class       string // how style.css paints it
	Left, Width string
	Top, Height int
	From, To    string // in words
	What        string
}

// The rows of a person's picture, in pixels.
const (
	stayTop, stayHeight     = 2, 14
	deviceTop, deviceHeight = 19, 3
	deviceStep              = 5
)

// picture is all of a person's hour.
type picture struct {
	Height int
	Bars   []bar
}

// draw draws the row of a sheet: stays, under them the devices if there were several, and what is missing: late, away, gone early.
func (s *sheet) draw(row sheetRow, t texts) picture {
	p := picture{Height: stayTop + stayHeight + 2}
	add := func(class, what string, span classroom.Span, top, height int) {
		if left, width, shown := s.across(span); shown {
			p.Bars = append(p.Bars, bar{class, left, width, top, height, t.clock(span.StartTime), t.clock(span.EndTime), what})
		}
	}
	gap := func(class, what string, from, to time.Time) {
		add(class, what, classroom.Span{StartTime: from, EndTime: to}, stayTop, stayHeight)
	}
	if n := len(row.Stays); n > 0 && row.Expected {
		gap("late", t["late"], s.report.Span.StartTime, row.Stays[0].StartTime)
		if s.stage == stageOver {
			gap("early", t["early"], row.Stays[n-1].EndTime, s.report.Span.EndTime)
		}
	}
	for _, away := range row.Away {
		add("away", t["away"], away, stayTop, stayHeight)
	}
	for _, stay := range row.Stays {
		add("stay", t["there"], stay, stayTop, stayHeight)
	}
	for i, device := range row.Devices {
		for _, stay := range device {
			add("device", fmt.Sprintf("%s %d", t["device"], i+1), stay, deviceTop+i*deviceStep, deviceHeight)
		}
	}
	if n := len(row.Devices); n > 0 {
		p.Height = deviceTop + n*deviceStep
	}
	return p
}

// across returns where a span is in the planned lesson, in percent.
func (s *sheet) across(span classroom.Span) (left, width string, shown bool) {
	whole := float64(s.lesson.Duration)
	percent := func(d time.Duration) string { return fmt.Sprintf("%.4f%%", 100*float64(d)/whole) }
	d := span.Duration()
	return percent(span.StartTime.Sub(s.lesson.Start)), percent(d), d > 0
}

// tick is a time on the axis.
type tick struct {
	Left, Text, Anchor string
}

// axis marks the quarters of the lesson.
func (s *sheet) axis(t texts) (ticks []tick) {
	const parts = 4
	anchors := [parts + 1]string{"start", "middle", "middle", "middle", "end"}
	for i, anchor := range anchors {
		at := s.lesson.Start.Add(s.lesson.Duration * time.Duration(i) / parts)
		ticks = append(ticks, tick{fmt.Sprintf("%d%%", 100*i/parts), t.clock(at), anchor})
	}
	return ticks
}
