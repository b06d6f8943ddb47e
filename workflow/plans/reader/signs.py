"""One sign for one sign: full width to half, traditional to simplified where the reader's words need it.

Every mapping keeps the length, so that a place in the folded text is a place in the printed one."""

FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
PAIRS = (
    "責责 單单 門门 牽牵 頭头 負负 機机 關关 發发 財财 務务 協协 辦办 導导 織织 實实 執执 參参 與与 會会 廳厅 "
    "處处 組组 團团 級级 縣县 區区 總总 體体 則则 標标 時时 間间 個个 萬万 億亿 達达 長长 內内 過过 減减 現现 續续 "
    "業业 農农 結结 構构 應应 為为 這这 無无 產产 電电 動动 開开 環环 節节 資资 經经 術术 規规 劃划 學学 習习 師师 "
    "衛卫 護护 稅税 銀银 監监 領领 黨党 國国 統统 計计 網网 運运 輸输 築筑 設设 進进 強强 優优 論论 據据 項项 "
    "數数 確确 戰战 釋释 號号 從从 歷历 歲岁 來来 見见 對对 並并 後后 較较 約约 噸吨 畝亩 頃顷 戶户 圓圆 種种 條条 "
    "場场 圍围 書书 圖图 際际 態态 氣气 認认 證证 試试 點点 質质 價价 較较 鄉乡 鎮镇 島岛 臺台 灣湾 澳澳 鐵铁 "
    "鋼钢 礦矿 煉炼 採采 準准 創创 壓压 擴扩 縮缩 騰腾 穩稳 維维 爭争 調调 遠远 盡尽 屆届 滿满 於于 "
    "評评 審审 檢检 驗验 獲获 課课 請请 諮咨 訂订 話话 語语 誤误 讓让 議议 變变 豐丰 貨货 貫贯 貸贷 費费 賓宾 "
    "賽赛 軍军 輔辅 輛辆 農农 選选 遞递 還还 郵邮 醫医 錄录 鏈链 銷销 閉闭 闊阔 隊队 陽阳 階阶 險险 隨随 雙双 "
    "離离 難难 題题 顧顾 風风 養养 驅驱 齊齐 龍龙 傳传 僅仅 儲储 剛刚 劑剂 勞劳 勵励 匯汇 園园 夠够 "
    "嚴严 圓圆 墾垦 壞坏 夾夹 婦妇 寧宁 寬宽 屬属 帶带 師师 庫库 廠厂 廢废 張张 彙汇 徑径 復复 "
    "憑凭 懲惩 戲戏 擇择 擔担 損损 擬拟 暫暂 東东 極极 樓楼 樣样 橋桥 權权 歸归 殘残 "
    "決决 沒没 淺浅 測测 溫温 滅灭 濟济 災灾 營营 獎奖 獨独 畢毕 當当 療疗 盤盘 碼码 禮礼 稱称 積积 競竞 "
    "筆笔 範范 簡简 籌筹 糧粮 紅红 紀纪 納纳 純纯 細细 終终 給给 綠绿 緊紧 線线 編编 緩缓 罰罚 罷罢 聯联 聲声 "
    "訓训 蓋盖 佔占 廣广 擁拥 償偿 徵征 鞏巩 適适 餘余 畫画 佈布 傑杰 幹干 併并 淨净 潔洁 汙污 塵尘 鍋锅 "
    "爐炉 燈灯 樁桩 熱热 煙烟 兒儿 齡龄 嬰婴 藥药 貧贫 樹树 濕湿 濱滨 漁渔 麥麦 飼饲 雞鸡 豬猪 眾众 週周 "
    "輪轮 紹绍 綜综 績绩 駕驾 軌轨 載载 滯滞 擊击 賴赖 陸陆 鎖锁 兩两 針针 廚厨 屍尸 鹽盐 壩坝 堅坚 韌韧 "
    "職职 腦脑 臨临 舉举 舊旧 藝艺 蘇苏 蘭兰 裝装 補补 複复 覽览 觀观 觸触 託托 "
)
SCRIPT = {ord(pair[0]): ord(pair[1]) for pair in PAIRS.split()}
OTHER = str.maketrans(
    "〔［【﹝〖〕］】﹞〗〈〉﹙﹚﹑﹐﹒﹔﹕﹪｡･‰—―－–−∶︰〇○◯∼～〜", "[[[[[]]]]]()()、,.;:%。·‰-----::〇〇〇~~~"
)
FOLDED = FULL | SCRIPT | OTHER
GONE = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0x7F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD])


def folded(text: str) -> str:
    """The same text in simplified signs and half-width punctuation, of the same length."""
    return text.translate(FOLDED)


def is_gone(sign: str) -> bool:
    """A sign without ink: white space, control and zero-width characters."""
    return sign.isspace() or ord(sign) in GONE
