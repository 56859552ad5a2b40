"""Small PubMed files of our own making, in the form that the NLM gives them."""

PROLOG = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
)


JUNE = "<PubDate><Year>2011</Year><Month>Jun</Month></PubDate>"
RUNNERS = "<Abstract><AbstractText>We watched people run.</AbstractText></Abstract>"
DOE = '<Author ValidYN="Y"><LastName>Doe</LastName><Initials>JA</Initials></Author>'


def article(pmid, title="A study of cramps.", *, version=1, revised="2020-01-02", **parts):
    """
    Return one PubmedArticle.

    `types`, `headings` and `links` are lists of names, of (UI, name) and of (kind, PMID); the other
    `parts` are XML to put in place of ours: pubdate, abstract, authors, ids, more.
    """
    year, month, day = revised.split("-")
    return f"""<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">
<PMID Version="{version}">{pmid}</PMID>
<DateRevised><Year>{year}</Year><Month>{month}</Month><Day>{day}</Day></DateRevised>
<Article PubModel="Print"><Journal><ISSN IssnType="Print">1234-5678</ISSN><JournalIssue>
<Volume>45</Volume><Issue>8</Issue>{parts.get("pubdate", JUNE)}
</JournalIssue><Title>Journal of Tests</Title><ISOAbbreviation>J Test</ISOAbbreviation></Journal>
<ArticleTitle>{title}</ArticleTitle><Pagination><MedlinePgn>650-6</MedlinePgn></Pagination>
{parts.get("abstract", RUNNERS)}
<AuthorList CompleteYN="Y">{parts.get("authors", DOE)}</AuthorList>
<Language>eng</Language>{_types(parts.get("types", ["Journal Article"]))}</Article>
<MedlineJournalInfo><MedlineTA>J Test</MedlineTA></MedlineJournalInfo>
{_links(parts.get("links", []))}{_headings(parts.get("headings", []))}
{parts.get("more", "")}</MedlineCitation><PubmedData><ArticleIdList>
<ArticleId IdType="pubmed">{pmid}</ArticleId>{parts.get("ids", "")}
</ArticleIdList></PubmedData></PubmedArticle>
"""


def _types(names):
    listed = "".join(f"<PublicationType>{name}</PublicationType>" for name in names)
    return f"<PublicationTypeList>{listed}</PublicationTypeList>"


def _headings(pairs):
    listed = "".join(
        f'<MeshHeading><DescriptorName UI="{ui}">{name}</DescriptorName></MeshHeading>'
        for ui, name in pairs
    )
    return f"<MeshHeadingList>{listed}</MeshHeadingList>"


def _links(pairs):
    listed = "".join(
        f'<CommentsCorrections RefType="{kind}"><RefSource>J Test. 2021;1:2</RefSource>'
        + (f'<PMID Version="1">{pmid}</PMID>' if pmid else "")
        + "</CommentsCorrections>"
        for kind, pmid in pairs
    )
    return f"<CommentsCorrectionsList>{listed}</CommentsCorrectionsList>"


def deletion(*pmids):
    """Return a DeleteCitation."""
    return (
        "<DeleteCitation>"
        + "".join(f'<PMID Version="1">{p}</PMID>' for p in pmids)
        + "</DeleteCitation>"
    )


def article_set(*records, prolog=PROLOG):
    """Return a whole file as bytes."""
    return f"{prolog}<PubmedArticleSet>{''.join(records)}</PubmedArticleSet>\n".encode()
