using AppHost.Certificates;

namespace AppHost;

/// <summary>What a person needs to know after the start.</summary>
internal static class Banner
{
    public static void Write(TextWriter writer, LocalSettings settings, CertificateFiles certificates)
    {
        var ports = settings.Ports;
        var people = string.IsNullOrEmpty(settings.Chosen["Identity:UsersFile"])
            ? "alice and bob (users), admin (administrator); each with the password Pass123$"
            : $"those of {settings.Chosen["Identity:UsersFile"]}";
        writer.WriteLine($"""

            Identity is running.

              Sign-in and account   https://localhost:{ports.IdentityProvider}
              API, with reference   https://localhost:{ports.UserApi}/docs
              Admin console         https://localhost:{ports.AdminUi}
              Mails that were sent  https://localhost:{ports.IdentityProvider}/development/mail

              Accounts      {people}
              Data          {settings.DataDirectory} (remove it to begin anew)
              Certificates  {certificates.Directory}

              Browsers warn until they trust the local authority, which can vouch for localhost alone:
                {TrustCommand(certificates.Authority.Certificate)}

              Ctrl-C stops.

            """);
    }

    private static string TrustCommand(string authority)
    {
        if (OperatingSystem.IsMacOS())
            return $"security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db '{authority}'";
        return OperatingSystem.IsWindows()
            ? $"certutil -user -addstore Root \"{authority}\""
            : $"certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n identity-local -i '{authority}'   (package libnss3-tools)";
    }
}
