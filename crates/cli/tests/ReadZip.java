import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads a ZIP from standard input as a stream and prints name and size of each member; its checksum is checked on the way. */
public class ReadZip {
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        byte[] buffer = new byte[1 << 16];
        try (ZipInputStream zip = new ZipInputStream(System.in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                long bytes = 0;
                for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
                    bytes += read;
                }
                out.println(entry.getName() + " " + bytes);
            }
        }
    }
}
