"""Names of countries, states and great cities that a statistical model often takes for something
else. Only names that hardly mean anything but the place; the knowledge base goes before them.
"""

from __future__ import annotations

_COUNTRIES = """
Afghanistan|Albania|Algeria|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahrain|Bangladesh|Belarus
Belgium|Bolivia|Botswana|Brazil|Bulgaria|Cambodia|Cameroon|Canada|Chile|Colombia|Costa Rica|Croatia
Cuba|Cyprus|Czech Republic|Czechia|Denmark|Ecuador|Egypt|El Salvador|Estonia|Ethiopia|Finland|France
Germany|Ghana|Greece|Guatemala|Honduras|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel
Italy|Jamaica|Japan|Kazakhstan|Kenya|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Libya|Lithuania
Luxembourg|Malaysia|Malta|Mexico|Moldova|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nepal
Netherlands|New Zealand|Nicaragua|Nigeria|North Korea|North Macedonia|Norway|Oman|Pakistan|Panama
Paraguay|Peru|Philippines|Poland|Portugal|Qatar|Romania|Rwanda|Saudi Arabia|Scotland|Senegal|Serbia
Slovakia|Slovenia|Somalia|South Africa|South Korea|Spain|Sri Lanka|Sudan|Sweden|Switzerland|Syria
Tajikistan|Tanzania|Tunisia|Turkmenistan|Uganda|Ukraine|United Arab Emirates|Uruguay|Uzbekistan
Venezuela|Vietnam|Yemen|Zambia|Zimbabwe|European Union|EU|UAE
"""
_STATES = """
Alabama|Alaska|Arizona|Arkansas|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana
Iowa|Kansas|Kentucky|Louisiana|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana
Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|North Carolina|North Dakota|Ohio|Oklahoma|Oregon
Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Wisconsin|Wyoming
England|Wales|Northern Ireland|Ontario|Quebec|Bavaria|Guangdong|Zhejiang|Jiangsu|Sichuan
"""
_CITIES = """
Amsterdam|Athens|Bangkok|Barcelona|Berlin|Boston|Brussels|Budapest|Cairo|Chicago|Copenhagen|Dallas
Delhi|New Delhi|Denver|Dubai|Dublin|Frankfurt|Geneva|Guangzhou|Hangzhou|Hanoi|Helsinki|Houston
Istanbul|Jakarta|Kyiv|Lagos|Lisbon|London|Los Angeles|Luxembourg|Madrid|Melbourne|Miami|Milan
Montreal|Moscow|Mumbai|Munich|Nanjing|Osaka|Oslo|Ottawa|Philadelphia|Prague|Riyadh|Rome|San Diego
San Jose|Seattle|Seoul|Shanghai|Shenzhen|Stockholm|Sydney|Taipei|Tehran|Tel Aviv|The Hague|Tianjin
Tokyo|Toronto|Vancouver|Vienna|Warsaw|Wuhan|Zurich
"""

PLACES = frozenset(
    name
    for listed in (_COUNTRIES, _STATES, _CITIES)
    for name in listed.replace("\n", "|").split("|")
) - {""}
"""Places of type GPE, as written in English."""
