import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/**
 * Asks the OWL API, as HermiT.jar carries it, whether RDF/XML files are in OWL 2 DL. Prints a line
 * of file, kind and detail for each violation, and one with the number of axioms for each file.
 */
public class ProfileCheck {
    public static void main(String[] args) throws Exception {
        for (String path : args) {
            OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
            OWLOntology ontology = manager.loadOntologyFromOntologyDocument(new File(path));
            for (OWLProfileViolation violation :
                new OWL2DLProfile().checkOntology(ontology).getViolations()) {
                say(path, violation.getClass().getSimpleName(), violation);
            }
            say(path, "axioms", ontology.getAxiomCount());
        }
    }

    private static void say(String path, String kind, Object detail) {
        System.out.println(path + "\t" + kind + "\t" + String.valueOf(detail).replace('\n', ' '));
    }
}
