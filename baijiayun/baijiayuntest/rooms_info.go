package baijiayuntest

// getRoom is API 5 获取房间信息. With WithRoomsOf2020 the reply has the eight members of that document's example.
func (s *Server) getRoom(c *call) (any, *failure) {
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	data := object{
		"room_id":      room.RoomID,
		"title":        room.Title,
		"start_time":   room.StartTime.Format(datetime),
		"end_time":     room.EndTime.Format(datetime),
		"type":         quoted(room.Type),
		"max_users":    quoted(room.MaxUsers),
		"admin_code":   room.AdminCode,
		"teacher_code": room.TeacherCode,
	}
	switch {
	case !s.settings.roomsOf2020:
		room.describe(data)
		if s.settings.dialect == DialectTables {
			data["student_code"] = room.StudentCode // the sample of the vendor's command line has it, its document does not
		}
	case s.settings.dialect == DialectTables:
		data["max_backup_users"] = room.MaxBackupUsers
	}
	return data, nil
}

// describe adds what the vendor's document of today has in its reply beside the members of 2020: three as text, the rest as numbers. A
// setting that was never sent is 0, which is the account's default, except where the example or the table of API 2 has another.
func (r *Room) describe(data object) {
	data["media_type"] = quoted(0)
	data["max_backup_users"] = quoted(r.MaxBackupUsers)
	data["create_time"] = r.CreateTime.Format(datetime)
	data["create_from"] = int64(1) // 开放平台api接口
	data["is_long_term"] = flag(r.LongTerm)
	data["template_name"] = r.Settings["template_name"]
	if data["template_name"] == "" {
		data["template_name"] = "triple"
	}
	data["m_template"] = int64(0)
	data["enable_ppt_page_down"] = int64(1)
	for _, name := range []string{
		"pre_enter_time", "is_mock_live", "is_push_live", "is_private", "enable_share", "new_group_live", "is_discuss_live",
		"speak_camera_turnon", "teacher_need_detect_device", "student_need_detect_device", "switch_room_role", "is_video_main",
		"enable_group_users_public", "group_admin_permission", "enable_group_chat_public", "enable_weixin_auth",
		"system_auto_allocate_name", "has_student_raise", "end_delay_time", "enable_live_sell", "auto_playback_record", "m_is_video_main",
		"app_template", "sell_goods_in_large_class", "enable_mock_sync_chat_message", "mock_live_record", "push_live_record",
	} {
		data[name] = r.settingNumber(name)
	}
	for name, preset := range map[string]bool{
		"app_template":       true,
		"enable_weixin_auth": true,
		"has_student_raise":  r.Type == typeLarge && r.settingNumber("is_mock_live") == 0 && r.settingNumber("is_push_live") == 0,
	} {
		if r.Settings[name] == "" {
			data[name] = flag(preset)
		}
	}
}
