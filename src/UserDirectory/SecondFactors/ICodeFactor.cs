namespace UserDirectory.SecondFactors;

/// <summary>A second factor that is proved by a code which counts once.</summary>
internal interface ICodeFactor
{
    /// <summary>Of <see cref="SecondFactorMethods"/>.</summary>
    string Method { get; }

    /// <summary>What it reaches together with a first factor, of <see cref="AssuranceLevels"/>.</summary>
    string Acr { get; }

    /// <summary>What it adds to <c>amr</c> (RFC 8176).</summary>
    IReadOnlyList<string> Amr { get; }

    /// <summary>Uses the code up, in the caller's transaction, by one conditional statement: of any number of callers with one code, one
    /// alone gets true.</summary>
    /// <param name="code">As <see cref="TypedCodes.Plain"/> makes it.</param>
    /// <param name="handle">That of the partial sign-in; null where somebody is signed in.</param>
    Task<bool> UseAsync(Guid userId, string code, string? handle, CancellationToken cancellationToken);
}
