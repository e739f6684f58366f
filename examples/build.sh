# Sourced by the scripts that run an example: finds a JDK and builds what is missing. Expects the repository's root as
# the working directory.

missing() {
    echo "$1" >&2
    exit 1
}

find_java() {
    java=java
    if [ -n "${JAVA_HOME:-}" ]; then
        java=$JAVA_HOME/bin/java
    fi
    command -v "$java" >/dev/null ||
        missing "There is no $java: install a JDK of version 17 or later, or set JAVA_HOME to one"
    version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')
    case $version in
        1.* | [0-9] | 1[0-6] | "")
            missing "$java is version ${version:-unknown}: install a JDK of version 17 or later, or set JAVA_HOME to one" ;;
    esac
}

# is_stale BUILT SOURCES...: whether there is no build, or something that it is made of is newer.
is_stale() {
    built=$1
    shift
    [ ! -f "$built" ] || [ -n "$(find "$@" -path '*/target' -prune -o -newer "$built" -type f -print)" ]
}

# build MODULE BUILT [PROFILE]: packages a module and what it needs.
build() {
    command -v mvn >/dev/null || missing "There is no mvn, which builds the example: install Maven 3.8 or later"
    # Without the source checks: they are for contributors, and a newer compiler may have more warnings.
    mvn -B -ntp -DskipTests -P "!errorprone${3:+,$3}" -Dwarnings.fail=false -Dspotless.check.skip=true \
        -pl "$1" -am package 2>&1 | awk '
        /^\[INFO\] Building .*[^r]$/ { sub(/^\[INFO\] Building /, ""); sub(/ +\[[0-9]+\/[0-9]+\]$/, ""); print "  " $0 }
        /:copy .*zipkin/ { print "  Zipkin" }
        /^\[ERROR\]/ { print }
        /BUILD SUCCESS/ { good = 1 }
        END { exit !good }
    ' || missing "The build failed: mvn -DskipTests ${3:+-P$3 }-pl $1 -am package says more"
    # Maven does not touch what would not change.
    touch "$2"
}
