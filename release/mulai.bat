@echo off
rem Opens a console in this folder, where "spbe" can be typed.
chcp 65001 >nul
title spbe
pushd "%~dp0"
set "PATH=%~dp0;%PATH%"
"%~dp0spbe.exe" --version
echo.
echo Indeks SPBE dan Indeks Pemerintah Digital dari berkas di komputer ini.
echo Tidak ada yang dikirim ke luar. Cobalah:
echo.
echo   spbe score contoh\bandar-lampung-2023.yaml
echo       hitung indeks sebuah contoh
echo   spbe report contoh\bandar-lampung-2023.yaml -o laporan.html --target 2.60
echo       buat laporannya
echo   spbe init penilaian.yaml --institution "Kota Contoh" --year 2026
echo       mulai penilaian sendiri
echo   spbe todo penilaian.yaml
echo       siapa berutang apa
echo   spbe guide
echo       buka panduan
echo.
cmd /k
