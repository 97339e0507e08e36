using System.Globalization;
using UserDirectory.ExternalLogins;
using UserDirectory.Users;

namespace IdentityProvider.ExternalLogins;

/// <summary>Proposes a user name to somebody who comes from elsewhere.</summary>
internal sealed class ExternalNames(UserProfiles profiles)
{
    private const int MostTries = 20;

    /// <summary>A name that is free now; null when nothing that is known of the person makes one.</summary>
    public async Task<string?> ProposeAsync(ExternalProof proof, CancellationToken cancellationToken)
    {
        string?[] sources = [proof.Name, proof.Email?.Split('@')[0], proof.Name?.Replace(' ', '.')];
        if (sources.Select(source => UserNames.Parse(source?.ToLowerInvariant(), out _)).FirstOrDefault(name => name is not null) is not { } wish) return null;

        for (var number = 1; number <= MostTries; number++)
        {
            var name = number == 1 ? wish : wish + number.ToString(CultureInfo.InvariantCulture);
            if (UserNames.Parse(name, out _) is null) return null;
            if (await profiles.FindIdAsync(name, cancellationToken) is null) return name;
        }

        return null;
    }
}
