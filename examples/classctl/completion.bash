# bash completion for classctl: source <(classctl completion bash)
#
# It asks classctl itself what may stand at the cursor. bash cuts words at = : and @, which are part of ours: they are put together again.
_classctl() {
	local line=${COMP_LINE:0:COMP_POINT} word cut=1
	local -a words=()
	for word in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
		[[ $line == [[:blank:]]* ]] && cut=1
		if ((cut)); then words+=("$word"); else words[${#words[@]} - 1]+=$word; fi
		line=${line#"${line%%[![:blank:]]*}"}
		line=${line#"$word"}
		cut=0
	done

	local begun=${words[${#words[@]} - 1]} answer directive candidate
	answer=$("${words[0]/#\~/$HOME}" __complete "${words[@]:1}" 2>/dev/null) || return
	directive=${answer##*:}
	answer=${answer%:*}

	# What stands before the last of bash's own cuts is on the line already. An @ is part of what it replaces.
	local before=${begun%"${begun##*[=:]}"}
	COMPREPLY=()
	while IFS= read -r candidate; do
		candidate=${candidate%%$'\t'*}
		[[ -n $candidate ]] && COMPREPLY+=("${candidate#"$before"}")
	done <<<"$answer"

	if ((directive & 2)); then compopt -o nospace 2>/dev/null; fi
	if ((${#COMPREPLY[@]} == 0 && (directive & 4) == 0)); then
		compopt -o filenames 2>/dev/null
		while IFS= read -r candidate; do COMPREPLY+=("@$candidate"); done < <(compgen -f -- "${begun##*@}")
	fi
}
complete -F _classctl classctl
